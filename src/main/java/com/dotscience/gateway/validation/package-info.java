/**
 * What may be asked for, and how a mistake is told to whoever made it. Pure: values in, values or a refusal out.
 */
package com.dotscience.gateway.validation;
