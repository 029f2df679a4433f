package com.dotscience.api;

/** The ways in which a part of the requests gets to a canary. Which one it is follows from the model deployment. */
public enum CanaryTraffic {
    /** A Gateway sends each request by the weights of the HTTPRoute, to the one Service or the other. */
    ROUTE {
        @Override
        public long replicas(long stable, int weight) {
            return inProportion(stable, weight);
        }
    },

    /** The ingress controller nginx sends each request by the weight, to the one Service or the other. */
    NGINX {
        @Override
        public long replicas(long stable, int weight) {
            return inProportion(stable, weight);
        }
    },

    /** One Service leads to all replicas, so the canary gets about as many requests as it has of the replicas. */
    REPLICAS {
        @Override
        public long replicas(long stable, int weight) {
            return stable == 0 || weight >= PERCENT
                    ? 0
                    : Math.max(1, Math.round((double) stable * weight / (PERCENT - weight)));
        }
    },

    /** The model deployment has no Service, so that no requests lead to it. */
    NONE {
        @Override
        public long replicas(long stable, int weight) {
            return 0;
        }
    };

    private static final int PERCENT = 100;

    /** Returns the way of a model deployment. */
    public static CanaryTraffic of(Deployment wanted) {
        if (wanted.getService().getPortsCount() == 0) {
            return NONE;
        }
        if (wanted.getIngress().getRouteParentsCount() > 0) {
            return ROUTE;
        }
        return wanted.getIngress().getClass_().equals("nginx") ? NGINX : REPLICAS;
    }

    /**
     * Returns how many replicas the canary gets beside those of the model deployment, which it keeps.
     *
     * @param stable the replicas of the model deployment
     * @param weight how many of a hundred requests the canary is to answer
     */
    public abstract long replicas(long stable, int weight);

    /** Returns how many of a hundred replicas would be the canary's; only for {@link #REPLICAS}. */
    public double share(long stable, int weight) {
        long replicas = replicas(stable, weight);
        return replicas == 0 ? 0 : (double) PERCENT * replicas / (stable + replicas);
    }

    private static long inProportion(long stable, int weight) {
        return stable == 0 ? 0 : Math.max(1, (stable * weight + PERCENT - 1) / PERCENT);
    }
}
