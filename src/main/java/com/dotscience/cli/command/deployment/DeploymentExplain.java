package com.dotscience.cli.command.deployment;

import com.dotscience.cli.command.Session;
import com.dotscience.cli.output.DsException;
import com.dotscience.cli.output.Terminal;
import com.dotscience.cli.output.View;
import com.dotscience.resource.Explanation;
import com.dotscience.resource.Field;
import com.dotscience.resource.JsonSchema;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "explain",
        description = {
            "Say what a field of a model deployment's file means, which type it has, and what it is by default.",
            "With -o json it prints the JSON Schema of the whole file, for an editor."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ds deployment explain",
            "  ds deployment explain env.valueFrom",
            "  ds deployment explain -o json > modeldeployment.schema.json"
        })
public final class DeploymentExplain implements Runnable {

    private final Session session;

    @Parameters(
            arity = "0..1",
            paramLabel = "FIELD",
            description = "The field, with dots between names, such as ingress.host. Default: all of spec.")
    private String field = "spec";

    public DeploymentExplain(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        try {
            session.show(new Explained(Explanation.of(field)));
        } catch (IllegalArgumentException e) {
            throw DsException.usage(e.getMessage());
        }
    }

    private record Explained(Explanation explanation) implements View {

        @Override
        public void text(Terminal terminal) {
            if (explanation.field() != null) {
                terminal.line(
                        explanation.field().name() + " (" + explanation.field().type() + ")");
                terminal.line("  " + explanation.sentences());
            }
            for (Field child : explanation.children()) {
                terminal.line("");
                terminal.line(child.name() + " (" + child.type() + ")" + (child.required() ? ", must be given" : ""));
                terminal.line("  " + new Explanation(child).sentences());
            }
        }

        @Override
        public Object json() {
            return JsonSchema.document();
        }

        @Override
        public List<String> names() {
            return explanation.children().stream().map(Field::name).toList();
        }
    }
}
