/**
 * The database: its transactions, and each table's rows as values. Only this room writes SQL. It knows no stream and no
 * call.
 */
package com.dotscience.gateway.store;
