package com.dotscience.testing.roadsigns.server;

import java.util.Optional;

/** One protocol. */
interface Api {

    /**
     * @return empty if the path is none of this protocol's
     * @throws Refusal if it is, and the request cannot be answered
     */
    Optional<Answer> answer(Request request) throws Refusal;
}
