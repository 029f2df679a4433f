/**
 * Texts for people: tables, ages, and the cause of a failure. The room is pure, and all programs but the model-proxy share it;
 * a text of only one program does not belong here.
 */
package com.dotscience.text;
