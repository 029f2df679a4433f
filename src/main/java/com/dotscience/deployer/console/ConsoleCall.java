package com.dotscience.deployer.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.StringJoiner;
import java.util.function.Function;

/** One call to the console, of one request or several: each is answered alone, as long as the {@link AnswerBudget} lasts. */
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

    String process(String posted) {
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
            // Jolokia answers an array in an array as a whole, so nobody could stop it when the budget is used up.
            return refusal.apply(new IllegalArgumentException("Each request is a JSON object"));
        }
        try {
            budget.mustHaveTime();
        } catch (IllegalStateException e) {
            return refusal.apply(e);
        }
        String text = answer.apply(request.toString());
        return budget.tryConsume(text)
                ? text
                : refusal.apply(new IllegalStateException(
                        "The answer is longer than " + AnswerBudget.MOST_BYTES + " bytes: ask for less at a time"));
    }
}
