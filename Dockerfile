# Two images. Build the distribution first:
#   mvn package && docker build --tag dotscience-deployer:0.1.0 .
#   docker build --target model-proxy --tag dotscience-model-proxy:0.1.0 .
#
# Both run as any user id: as OpenShift gives one, in group 0. Nothing in them is ever written, so their root may be read-only;
# only a Gateway needs a volume, for its database (--data).
ARG RUNTIME=registry.access.redhat.com/ubi9/openjdk-21-runtime:1.23

FROM ${RUNTIME} AS unpacked
USER 0
ADD target/dotscience-deployer-0.1.0.tar.gz /opt/dotscience/

# With the Java of this image, in the folder where it will be: an archive fits no other.
FROM unpacked AS distribution
RUN cd /opt/dotscience && libexec/archive ds ds-deployer ds-gateway && libexec/only ds ds-deployer ds-gateway && \
    chgrp -R 0 . && chmod -R g=rX,o=rX .

FROM unpacked AS sidecar
RUN cd /opt/dotscience && libexec/archive model-proxy && libexec/only model-proxy && \
    chgrp -R 0 . && chmod -R g=rX,o=rX .

# What is in every pod of a model, beside it.
FROM ${RUNTIME} AS model-proxy
ARG RELEASE=1
LABEL name="dotscience-model-proxy" \
      vendor="Dotscience" \
      maintainer="Dotscience" \
      version="0.1.0" \
      release="${RELEASE}" \
      summary="Passes requests to a machine-learning model through, and counts its predictions" \
      description="The sidecar of a model that Dotscience Deployer runs: it stands between the Service and the model's server." \
      io.k8s.display-name="Dotscience model-proxy" \
      io.k8s.description="Passes requests to a machine-learning model through, and counts its predictions" \
      io.openshift.tags="dotscience,machine-learning,proxy"
COPY licenses/ /licenses/
COPY --from=sidecar /opt/dotscience/ /opt/dotscience/
ENV PATH=/opt/dotscience/bin:$PATH
USER 1001:0
# 9501: predictions. 9502: health and metrics.
EXPOSE 9501 9502
ENTRYPOINT ["/opt/dotscience/bin/model-proxy"]

# The last, so that a build that names no target makes it: ds-deployer, ds-gateway and ds.
FROM ${RUNTIME}
ARG RELEASE=1
LABEL name="dotscience-deployer" \
      vendor="Dotscience" \
      maintainer="Dotscience" \
      version="0.1.0" \
      release="${RELEASE}" \
      summary="Runs machine-learning models on Kubernetes clusters that nobody can reach from outside" \
      description="The agent inside the cluster (ds-deployer), the Gateway that it dials (ds-gateway), and the command line for people (ds)." \
      io.k8s.display-name="Dotscience Deployer" \
      io.k8s.description="Runs machine-learning models on Kubernetes clusters that nobody can reach from outside" \
      io.openshift.tags="dotscience,machine-learning,deployer"
COPY licenses/ /licenses/
COPY --from=distribution /opt/dotscience/ /opt/dotscience/
ENV PATH=/opt/dotscience/bin:$PATH
USER 1001:0
# 9300: health and metrics of ds-deployer. 8800 and 8080: ds-gateway.
EXPOSE 9300 8800 8080
# Kubernetes names the command: see kubernetes/. Alone, the image is the deployer, as that of the Go program was.
ENTRYPOINT ["/opt/dotscience/bin/ds-deployer"]
CMD ["run"]
