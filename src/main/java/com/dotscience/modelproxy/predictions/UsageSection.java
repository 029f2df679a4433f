package com.dotscience.modelproxy.predictions;

import java.util.function.Consumer;

/** Reads the object {@code usage} of a response, of OpenAI's API for chat completions or that for responses. */
final class UsageSection implements Section {

    private final Consumer<Usage> consumer;
    private int depth;
    private String key;
    private long prompt;
    private long completion;

    UsageSection(Consumer<Usage> consumer) {
        this.consumer = consumer;
    }

    @Override
    public void name(String name) {
        key = name;
    }

    @Override
    public void number(double value, boolean whole) {
        if (depth != 1 || !whole || value < 0) {
            return;
        }
        switch (key) {
            case "prompt_tokens", "input_tokens" -> prompt = (long) value;
            case "completion_tokens", "output_tokens" -> completion = (long) value;
            default -> {}
        }
    }

    @Override
    public void startObject() {
        depth++;
    }

    @Override
    public void endObject() {
        depth--;
    }

    @Override
    public void startArray() {
        depth++;
    }

    @Override
    public void endArray() {
        depth--;
    }

    @Override
    public void string(String value) {}

    @Override
    public void literal() {}

    @Override
    public Numbers numbers() {
        return (value, whole) -> {};
    }

    @Override
    public void done() {
        consumer.accept(new Usage(prompt, completion));
    }
}
