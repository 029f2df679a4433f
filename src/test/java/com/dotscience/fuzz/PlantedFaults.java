package com.dotscience.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.dotscience.api.management.LogLine;
import com.dotscience.fuzz.calls.DeployerCalls;
import com.dotscience.fuzz.calls.GatewayMessages;
import com.dotscience.fuzz.calls.ManagementCalls;
import com.dotscience.fuzz.calls.PushCalls;
import com.dotscience.fuzz.calls.Shown;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Faults that parsers have: a buffer that is shorter than what is allowed, one that grows beyond all bounds, and a NUL that ends a text
 * for one reader and not for the next.
 */
final class PlantedFaults {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern ROUTE_ID = Pattern.compile("(?m)^ +id: *([!-~]+)$");
    private static final Pattern RESOURCE_NAME = Pattern.compile("(?m)^ +name: *([!-~]+)$");
    private static final Pattern HEAD =
            Pattern.compile("HTTP/1\\.1 [0-9]{3} [^\r\n]*\r\n(.*?)\r\n\r\n", Pattern.DOTALL);
    private static final Pattern REQUEST = Pattern.compile("GET ([!-~]+) HTTP/1\\.1\r\n");
    private static final Pattern LABELS = Pattern.compile("(?m)^\\w+\\{([^}]*)} ");
    private static final Pattern CODE = Pattern.compile("code=\"([^\"]*)\"");

    private PlantedFaults() {}

    static long argumentsInABufferThatIsTooShort(byte[] input) throws InvalidProtocolBufferException {
        return ManagementCalls.parseFrom(input).getCallsList().stream()
                .filter(call -> call.hasCreateDeployment())
                .mapToLong(call -> copied(
                        4,
                        call.getCreateDeployment()
                                .getDeployment()
                                .getDeployment()
                                .getArgsList()))
                .sum();
    }

    static long messageInABufferThatIsTooShort(byte[] input) throws InvalidProtocolBufferException {
        return DeployerCalls.parseFrom(input).getCallsList().stream()
                .filter(call -> call.getUpdateDeployment().getId().equals("m"))
                .mapToLong(call -> copied(8, call.getUpdateDeployment().getMessage()))
                .sum();
    }

    static long argumentsThatGrow(byte[] input) throws InvalidProtocolBufferException {
        return GatewayMessages.parseFrom(input).getCallsList().stream()
                .map(call -> call.getStreamDeployments().getDeployment())
                .filter(pods -> !pods.getImage().isEmpty())
                .mapToLong(pods -> grown(2 * pods.getArgsCount()))
                .sum();
    }

    static long pushedArgumentsInABufferThatIsTooShort(byte[] input) throws InvalidProtocolBufferException {
        return PushCalls.parseFrom(input).getCallsList().stream()
                .map(call -> call.getPushDeployment().getDeployment())
                .filter(pods -> !pods.getImage().isEmpty())
                .mapToLong(pods -> copied(2, pods.getArgsList()))
                .sum();
    }

    static long routeIdInABufferThatIsTooShort(byte[] input) {
        return found(ROUTE_ID, new String(input, UTF_8), 7);
    }

    static long resourceNameInABufferThatIsTooShort(byte[] input) {
        return found(RESOURCE_NAME, new String(input, UTF_8), 4);
    }

    static long nulInALine(byte[] input) throws InvalidProtocolBufferException {
        return Shown.parseFrom(input).getLinesList().stream()
                .map(LogLine::getLine)
                .mapToLong(PlantedFaults::endedByNul)
                .sum();
    }

    static long conditionsThatGrow(byte[] input) {
        long size = 0;
        for (String line : new String(input, UTF_8).split("\n")) {
            try {
                JsonNode object = JSON.readTree(line);
                if (object.path("kind").asText().equals("Pod")) {
                    size += grown(object.path("status").path("conditions").size());
                }
            } catch (JsonProcessingException e) {
                // It is no object.
            }
        }
        return size;
    }

    static long headersInABufferThatIsTooShort(byte[] input) {
        Matcher head = HEAD.matcher(new String(input, ISO_8859_1));
        return head.find() ? copied(4, List.of(head.group(1).split("\r\n"))) : 0;
    }

    static long requestLineInABufferThatIsTooShort(byte[] input) {
        return found(REQUEST, new String(input, ISO_8859_1), 32);
    }

    static long predictionsInABufferThatIsTooShort(byte[] input) {
        try {
            JsonNode predictions =
                    JSON.readTree(new String(input, 1, input.length - 1, UTF_8)).path("predictions");
            return copied(4, predictions.isArray() ? JSON.convertValue(predictions, List.class) : List.of());
        } catch (JsonProcessingException | IllegalArgumentException e) {
            return 0;
        }
    }

    static long nulInAVersion(byte[] input) {
        try {
            long size = 0;
            for (JsonNode version : JSON.readTree(input).path("model_version_status")) {
                size += endedByNul(version.path("state").asText());
            }
            return size;
        } catch (java.io.IOException e) {
            return 0;
        }
    }

    static long labelsThatGrow(byte[] input) {
        long size = 0;
        for (Matcher labels = LABELS.matcher(new String(input, UTF_8)); labels.find(); ) {
            size += grown(labels.group(1).split(",").length);
        }
        return size;
    }

    static long codeInABufferThatIsTooShort(byte[] input) {
        return found(CODE, new String(input, UTF_8), 3);
    }

    private static long found(Pattern pattern, String text, int room) {
        long size = 0;
        for (Matcher found = pattern.matcher(text); found.find(); ) {
            size += copied(room, found.group(1));
        }
        return size;
    }

    private static long copied(int room, String text) {
        return copied(room, text.chars().boxed().toList());
    }

    /** The fault: what is allowed is one longer than the buffer, and more. */
    private static long copied(int room, Collection<?> parts) {
        Object[] buffer = new Object[room];
        int at = 0;
        for (Object part : parts) {
            buffer[at++] = part;
        }
        return at;
    }

    /** The fault: each part makes the buffer sixteen times as large. */
    private static long grown(int parts) {
        long size = 1;
        for (int i = 0; i < parts && size < Integer.MAX_VALUE; i++) {
            size *= 16;
        }
        return size;
    }

    /** The fault: what is behind a NUL is lost, which a reader of the length notices. */
    private static long endedByNul(String text) {
        int end = text.indexOf('\0');
        if (end >= 0 && end < text.length() - 1) {
            throw new IllegalStateException("the text ends before its length");
        }
        return text.length();
    }
}
