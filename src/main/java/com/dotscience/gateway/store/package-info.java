/**
 * The database: its transactions, and the rows of each table as values. It knows nothing about streams, and nothing about gRPC
 * calls but the status that refuses one.
 */
package com.dotscience.gateway.store;
