package com.dotscience.deployer.cluster;

import com.dotscience.text.Causes;
import io.fabric8.kubernetes.client.KubernetesClientException;

/** A write was not sent, since the cluster's owner holds every write; the message says so. */
public final class WriteHoldException extends KubernetesClientException {

    private static final long serialVersionUID = 1L;

    WriteHoldException(String sentence) {
        super(sentence);
    }

    /** Whether that is what went wrong. */
    public static boolean isCauseOf(Throwable failure) {
        return Causes.first(WriteHoldException.class, failure).isPresent();
    }
}
