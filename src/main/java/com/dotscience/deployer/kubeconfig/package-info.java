/**
 * How the cluster is found from outside: kubeconfig files, read as kubectl reads them. Every field works as with kubectl or is
 * refused at the start by its name, because one that is passed over silently means another cluster, another user, or a
 * connection that is less safe than it was asked to be. fabric8's own reading passes over some ({@code tls-server-name},
 * {@code proxy-url} for https), and answers an EC key in PKCS #8 with "An error has occurred."; so the files are read here,
 * and fabric8's client is given what they say.
 *
 * <p>Refusals are {@link java.lang.IllegalArgumentException}s with a sentence for people, which never quotes a value: there
 * are tokens in these files.
 */
package com.dotscience.deployer.kubeconfig;
