/** One model deployment as its Deployment, Service and Ingress. This room is pure: values in, values out. It knows no cluster. */
package com.dotscience.deployer.manifest;
