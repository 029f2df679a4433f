package com.dotscience.cli.command.deployment;

import com.dotscience.api.Deployment;
import com.dotscience.api.management.CreateDeploymentRequest;
import com.dotscience.cli.command.deployment.spec.ProxyImage;
import com.dotscience.resource.Defaults;
import com.dotscience.resource.Document;
import com.dotscience.resource.Problem;
import com.dotscience.resource.ResourceReader;
import java.util.List;

/**
 * A resource where it stands in a file.
 *
 * @param source the name of the file
 * @param path the place in its document; empty if it is the whole of it
 */
record ResourceInFile(String source, Document document, Object tree, String path) {

    List<Problem> problems() {
        return ResourceReader.problems(tree, path);
    }

    /**
     * Returns what it asks for.
     *
     * @param present the model deployment that is there; an empty one if there is none
     */
    CreateDeploymentRequest request(Deployment present) {
        return ResourceReader.read(tree, new Defaults(ProxyImage.ofThisVersion()).keeping(present));
    }

    /** Returns a problem with the line that it is in. */
    String text(Problem problem) {
        return source + ":" + document.line(problem.path()) + ": " + problem;
    }

    /** Returns a place in the document from one in the resource. */
    String place(String inResource) {
        return path.isEmpty() ? inResource : path + "." + inResource;
    }
}
