package com.dotscience.testing.bench.proxy;

import static org.awaitility.Awaitility.await;

import com.dotscience.testing.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Debian's nginx as a reverse proxy that passes bodies through as they come, as the model-proxy does. Its one worker has no
 * master: that would leave it behind where this program is killed.
 */
final class Nginx {

    private static final String CONFIGURATION = """
            worker_processes 1;
            master_process off;
            daemon off;
            user root;
            pid nginx.pid;
            error_log nginx-error.log;
            events { worker_connections 1024; }
            http {
              access_log off;
              client_body_temp_path temp;
              proxy_temp_path temp;
              fastcgi_temp_path temp;
              uwsgi_temp_path temp;
              scgi_temp_path temp;
              client_max_body_size 0;
              keepalive_requests 1000000000;
              upstream model {
                server 127.0.0.1:%1$d;
                keepalive 128;
                keepalive_requests 1000000000;
              }
              server {
                listen 127.0.0.1:%2$d;
                location / {
                  proxy_pass http://model;
                  proxy_http_version 1.1;
                  proxy_set_header Connection "";
                  proxy_set_header Host $http_host;
                  proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
                  proxy_set_header X-Forwarded-Proto $scheme;
                  proxy_set_header X-Forwarded-Host $http_host;
                  proxy_request_buffering off;
                  proxy_max_temp_file_size 0;
            %3$s\
                }
              }
            }
            """;

    private static final String BUFFERS = """
                  client_body_buffer_size %1$s;
                  proxy_buffer_size %1$s;
                  proxy_buffers 8 %1$s;
            """;

    private Nginx() {}

    /** @param buffer the size of one, as nginx writes it; empty for its own default */
    static String configuration(int backendPort, int port, Optional<String> buffer) {
        return CONFIGURATION.formatted(
                backendPort, port, buffer.map(BUFFERS::formatted).orElse(""));
    }

    /** Returns once it listens. */
    static Contestant start(Path folder, int backendPort, Optional<String> buffer) {
        int port = FreePort.find();
        try {
            Path file = Files.writeString(folder.resolve("nginx.conf"), configuration(backendPort, port, buffer));
            List<String> command = List.of(
                    "nginx",
                    "-p",
                    folder.toAbsolutePath().toString(),
                    "-c",
                    file.toAbsolutePath().toString());
            ServerProcess process = ServerProcess.start("nginx", folder, command);
            await("nginx").until(() -> {
                process.mustBeAlive();
                return listens(port);
            });
            return new Contestant("nginx", port, Optional.of(process));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
