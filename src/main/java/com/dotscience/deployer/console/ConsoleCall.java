package com.dotscience.deployer.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.StringJoiner;
import java.util.function.Function;

/** What is posted to the console, a request or several: each is answered alone, as long as the {@link AnswerBudget} lasts. */
final class ConsoleCall {

    static final int MOST_REQUESTS = 1000;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final AnswerBudget budget;
    private final Function<String, String> answer;
    private final Function<Exception, String> refusal;

    /**
     * @param answer from a request to its answer, both JSON
     * @param refusal the answer to a request that cannot be answered
     */
    ConsoleCall(AnswerBudget budget, Function<String, String> answer, Function<Exception, String> refusal) {
        this.budget = budget;
        this.answer = answer;
        this.refusal = refusal;
    }

    String answered(String posted) {
        JsonNode requests;
        try {
            requests = JSON.readTree(posted);
        } catch (JsonProcessingException e) {
            return refusal.apply(new IllegalArgumentException("What was posted is no JSON: " + e.getOriginalMessage()));
        }
        if (requests.isObject()) {
            return one(requests);
        }
        if (!requests.isArray() || requests.size() > MOST_REQUESTS) {
            return refusal.apply(new IllegalArgumentException(
                    "Post a request as a JSON object, or at most " + MOST_REQUESTS + " of them in an array"));
        }
        StringJoiner answers = new StringJoiner(",", "[", "]");
        requests.forEach(request -> answers.add(one(request)));
        return answers.toString();
    }

    private String one(JsonNode request) {
        if (!request.isObject()) {
            // A bulk in a bulk would be answered as a whole before anybody counts its bytes.
            return refusal.apply(new IllegalArgumentException("Each request is a JSON object"));
        }
        try {
            budget.mustHaveTime();
        } catch (IllegalStateException e) {
            return refusal.apply(e);
        }
        String answered = answer.apply(request.toString());
        return budget.covers(answered)
                ? answered
                : refusal.apply(new IllegalStateException(
                        "The answer is longer than " + AnswerBudget.MOST_BYTES + " bytes: ask for less at a time"));
    }
}
