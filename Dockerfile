# One image with ds-deployer, ds-gateway and ds. Build the distribution first:
#   mvn package && docker build --tag dotscience-deployer:0.1.0 .
#
# It runs as any user id: as OpenShift gives one, in group 0. Nothing in it is ever written, so its root may be read-only;
# only a Gateway needs a volume, for its database (--data).
ARG RUNTIME=registry.access.redhat.com/ubi9/openjdk-21-runtime:1.23

FROM ${RUNTIME} AS distribution
USER 0
ADD target/dotscience-deployer-0.1.0.tar.gz /opt/dotscience/
# With the Java of this image, in the folder where it will be: an archive fits no other.
RUN /opt/dotscience/libexec/archive && chgrp -R 0 /opt/dotscience && chmod -R g=rX,o=rX /opt/dotscience

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
