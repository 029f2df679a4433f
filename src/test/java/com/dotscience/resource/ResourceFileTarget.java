package com.dotscience.resource;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.dotscience.api.management.CreateDeploymentRequest;
import com.dotscience.fuzz.Outcome;
import com.dotscience.fuzz.Target;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of model deployments, as {@code ds} is given it. Whatever is wrong is said with its line and, in a document that can be read,
 * with its place. What is taken can be written down, and read again as the same.
 */
public final class ResourceFileTarget implements Target {

    private final Defaults defaults = new Defaults("example/proxy:1");

    @Override
    public Outcome take(byte[] input) {
        var refusals = new ArrayList<String>();
        long size = 0;
        try {
            for (Document document : Documents.read(new String(input, UTF_8))) {
                List<Problem> problems = ResourceReader.problems(document.tree(), "");
                for (Problem problem : problems) {
                    refusals.add(line(document.line(problem.path())) + problem);
                    if (problem.message().isBlank()) {
                        throw new AssertionError("a problem of " + problem.path() + " has no words");
                    }
                }
                size += problems.isEmpty() ? read(document.tree()) : 0;
            }
        } catch (UnreadableFile e) {
            refusals.add(line(e.line()) + said(e));
        }
        return new Outcome(size, refusals);
    }

    private static String line(int line) {
        if (line < 1) {
            throw new AssertionError("there is no line " + line);
        }
        return line + ": ";
    }

    private static String said(UnreadableFile e) {
        if (e.getMessage() == null || e.getMessage().isBlank()) {
            throw new AssertionError("nothing is said of line " + e.line());
        }
        return e.getMessage();
    }

    private int read(Object tree) {
        CreateDeploymentRequest request = ResourceReader.read(tree, defaults);
        var written = ResourceTree.of(request);
        List<Problem> problems = ResourceReader.problems(written, "");
        if (!problems.isEmpty()) {
            throw new AssertionError("what was taken cannot be read again: " + problems);
        }
        if (!ResourceReader.read(written, defaults).equals(request)) {
            throw new AssertionError("what was taken reads otherwise when it is written down");
        }
        return request.getSerializedSize();
    }
}
