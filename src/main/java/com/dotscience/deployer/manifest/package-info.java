/** One model deployment as its Deployment, Service and Ingress. Pure: values in, values out; knows no cluster. */
package com.dotscience.deployer.manifest;
