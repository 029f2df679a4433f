/**
 * How the programs put things into words and columns: tables, ages, and what lies at the root of a failure. Pure, and shared
 * by all but the model-proxy; nothing that only one of them says may enter.
 */
package com.dotscience.text;
