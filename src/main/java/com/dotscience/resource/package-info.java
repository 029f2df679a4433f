/**
 * The resource ModelDeployment, which says in a file what a model deployment is to be: its fields, each described once; the file as a
 * request to the Gateway and a request as the file; and what differs between two. All of it is pure: text and values in, values out.
 */
package com.dotscience.resource;
