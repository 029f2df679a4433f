package com.dotscience.fuzz;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.ServiceDescriptor;
import io.grpc.Status;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Calls of one service, whose messages are bytes. What is still open is ended when this is closed. */
public final class RawCalls implements AutoCloseable {

    private static final int ALL = 10_000;

    private static final Marshaller<byte[]> BYTES = new Marshaller<>() {
        @Override
        public InputStream stream(byte[] message) {
            return new ByteArrayInputStream(message);
        }

        @Override
        public byte[] parse(InputStream message) {
            try {
                return message.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    };

    private final Channel channel;
    private final ServiceDescriptor service;
    private final List<ClientCall<byte[], byte[]>> open = new ArrayList<>();

    public RawCalls(Channel channel, ServiceDescriptor service) {
        this.channel = channel;
        this.service = service;
    }

    /** What a call was answered with so far. */
    public static final class Answer extends ClientCall.Listener<byte[]> {
        private final List<byte[]> messages = new ArrayList<>();
        private Status status;

        @Override
        public synchronized void onMessage(byte[] message) {
            messages.add(message);
        }

        @Override
        public synchronized void onClose(Status end, Metadata trailers) {
            status = end;
        }

        public synchronized List<byte[]> messages() {
            return List.copyOf(messages);
        }

        public synchronized long bytes() {
            return messages.stream().mapToLong(message -> message.length).sum();
        }

        /** Why it was refused; empty if it was not. A failure that is nobody's refusal is a crash. */
        public synchronized List<String> refusals() {
            if (status == null || status.isOk()) {
                return List.of();
            }
            if (status.getCode() == Status.Code.INTERNAL || status.getCode() == Status.Code.UNKNOWN) {
                throw new AssertionError("crash: " + status, status.getCause());
            }
            return List.of(String.valueOf(status.getDescription()));
        }
    }

    /** The name of the rpc that a field of {@code fuzz_calls.proto} stands for. */
    public static String rpc(FieldDescriptor field) {
        StringBuilder name = new StringBuilder();
        for (String word : field.getName().split("_")) {
            name.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
        }
        return name.toString();
    }

    /** Makes the call that a message of {@code fuzz_calls.proto} stands for; null if it stands for none. */
    public Answer make(Message call) {
        FieldDescriptor field = call.getOneofFieldDescriptor(
                call.getDescriptorForType().getOneofs().get(0));
        if (field == null) {
            return null;
        }
        return make(rpc(field), List.of(((Message) call.getField(field)).toByteArray()));
    }

    /** Makes a call and says all that it has to say. */
    public Answer make(String rpc, List<byte[]> messages) {
        MethodDescriptor<?, ?> method = service.getMethods().stream()
                .filter(each -> rpc.equals(each.getBareMethodName()))
                .findFirst()
                .orElseThrow();
        ClientCall<byte[], byte[]> call = channel.newCall(
                MethodDescriptor.newBuilder(BYTES, BYTES)
                        .setType(method.getType())
                        .setFullMethodName(method.getFullMethodName())
                        .build(),
                CallOptions.DEFAULT);
        Answer answer = new Answer();
        call.start(answer, new Metadata());
        call.request(ALL);
        messages.forEach(call::sendMessage);
        call.halfClose();
        open.add(call);
        return answer;
    }

    @Override
    public void close() {
        open.forEach(call -> call.cancel("All was said", null));
    }
}
