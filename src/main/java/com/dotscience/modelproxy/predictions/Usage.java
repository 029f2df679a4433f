package com.dotscience.modelproxy.predictions;

/**
 * What a language model has taken and given, as OpenAI's API says it.
 *
 * @param prompt tokens of the request
 * @param completion tokens of the answer
 */
public record Usage(long prompt, long completion) {

    public static final Usage NONE = new Usage(0, 0);
}
