package com.dotscience.gateway.http;

/**
 * A response over HTTP.
 *
 * @param status the status code
 * @param type the media type of the body
 */
public record HttpResponse(int status, String type, String body) {

    /** Returns a response of one line of text. */
    public static HttpResponse line(int status, String text) {
        return new HttpResponse(status, "text/plain; charset=utf-8", text + "\n");
    }
}
