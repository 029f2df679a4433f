package com.dotscience.cli.command.deployer;

import com.dotscience.api.management.GetInstallManifestRequest;
import com.dotscience.cli.command.Session;
import com.dotscience.cli.connection.Address;
import com.dotscience.cli.output.DsException;
import com.dotscience.cli.output.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Option;

/** The options that say how a deployer is installed. */
final class ManifestOptions {

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            defaultValue = "",
            description = "The API token that creating it showed; '-' reads it from stdin, where others do not see it.")
    private String token;

    @Option(
            names = "--addr",
            paramLabel = "HOST:PORT",
            description = "The Gateway, as the cluster reaches it. Default: as ds does.")
    private String address;

    @Option(
            names = "--namespace",
            paramLabel = "NAMESPACE",
            defaultValue = "",
            description = "Where to install it: a namespace of its own. Default: dotscience-deployer.")
    private String namespace;

    @Option(names = "--tag", paramLabel = "TAG", defaultValue = "", description = "The tag of its image.")
    private String tag;

    @Option(names = "--notls", description = "It reaches the Gateway without TLS. Default, without --addr: as ds does.")
    private boolean plaintext;

    /**
     * Returns the request for the manifest.
     *
     * @param dialled the address of the Gateway as ds dials it
     * @throws DsException if the token cannot be read
     */
    GetInstallManifestRequest request(String deployer, Address dialled, Session session) {
        if (address == null && dialled.isLoopback()) {
            session.warn(
                    dialled.hostAndPort() + " is this machine, which no cluster reaches by that name: give --addr");
        }
        return GetInstallManifestRequest.newBuilder()
                .setDeployer(deployer)
                .setToken(token.equals("-") ? read(session.stdin()) : token)
                .setGateway(address == null ? dialled.hostAndPort() : address)
                .setNamespace(namespace)
                .setTag(tag)
                .setNotls(plaintext || address == null && dialled.plaintext())
                .setJson(session.isJson())
                .build();
    }

    private static String read(InputStream stdin) {
        try {
            String read = new String(stdin.readAllBytes(), StandardCharsets.UTF_8).strip();
            if (read.isEmpty()) {
                throw DsException.usage("--token -: there is nothing on stdin");
            }
            return read;
        } catch (IOException e) {
            throw new DsException(ExitCode.USAGE, "--token -: stdin cannot be read: " + e.getMessage(), e);
        }
    }
}
