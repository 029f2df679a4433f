package com.dotscience.gateway.http;

/**
 * What is answered over HTTP.
 *
 * @param status of HTTP
 * @param type the body's media type
 */
public record HttpAnswer(int status, String type, String body) {

    /** One line for people. */
    public static HttpAnswer line(int status, String text) {
        return new HttpAnswer(status, "text/plain; charset=utf-8", text + "\n");
    }
}
