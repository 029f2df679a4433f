package com.dotscience.modelproxy.predictions;

/**
 * The numbers of tokens that a language model reports, as in OpenAI's API.
 *
 * @param prompt tokens in the request
 * @param completion tokens in the response
 */
public record Usage(long prompt, long completion) {

    public static final Usage NONE = new Usage(0, 0);
}
