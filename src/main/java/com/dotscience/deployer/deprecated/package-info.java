/**
 * The beans and components that operators' files of routes may still name although the bundled files no longer do. The
 * log warns about them, so that operators can change their files. Former names of queues are beside the queues, in
 * {@code work}; a former name of a method is beside the method.
 */
package com.dotscience.deployer.deprecated;
