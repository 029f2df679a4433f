package com.dotscience.resource;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** Reads the documents of a text in YAML 1.2, of which JSON is a part. */
public final class Documents {

    /** Aliases let a small text stand for a huge one, and even for one without an end. */
    private static final int MAX_VALUES = 200_000;

    private static final int MAX_DEPTH = 50;

    static final String TOO_DEEP = "it is nested too deeply, or its aliases stand for too much";

    private static final int MAX_DIGITS = 40;

    /** A longer number is never worked out, which takes longer than its length would. */
    private static final int LONGEST_NUMBER = 100;

    private final Map<String, Integer> lines = new HashMap<>();
    private int values;

    private Documents() {}

    /**
     * Returns the documents that are not empty.
     *
     * @throws UnreadableFile if the text is not in YAML; the message says why
     */
    public static List<Document> read(String text) throws UnreadableFile {
        LoadSettings settings = LoadSettings.builder()
                .setParseComments(false)
                .setCodePointLimit(Integer.MAX_VALUE)
                .build();
        var documents = new ArrayList<Document>();
        try {
            // A list at the greatest depth lies in as many others.
            var events = new BoundedDepth(new ParserImpl(settings, new StreamReader(settings, text)), MAX_DEPTH + 1);
            for (var nodes = new Composer(settings, events); nodes.hasNext(); ) {
                var reader = new Documents();
                Object tree = reader.value(nodes.next(), "", 0);
                if (tree != null) {
                    documents.add(new Document(tree, reader.lines));
                }
            }
        } catch (MarkedYamlEngineException e) {
            throw new UnreadableFile(
                    e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1), e.getProblem());
        } catch (YamlEngineException e) {
            throw new UnreadableFile(1, e.getMessage().lines().findFirst().orElse("no YAML"));
        }
        return documents;
    }

    private Object value(Node node, String path, int depth) throws UnreadableFile {
        lines.putIfAbsent(path, line(node));
        values++;
        if (values > MAX_VALUES || depth > MAX_DEPTH) {
            throw new UnreadableFile(line(node), TOO_DEEP);
        }
        if (node instanceof MappingNode mapping) {
            return map(mapping, path, depth);
        }
        if (node instanceof SequenceNode sequence) {
            var list = new ArrayList<Object>();
            for (Node element : sequence.getValue()) {
                list.add(value(element, Paths.element(path, list.size()), depth + 1));
            }
            return list;
        }
        return scalar((ScalarNode) node);
    }

    private Map<String, Object> map(MappingNode mapping, String path, int depth) throws UnreadableFile {
        var map = new LinkedHashMap<String, Object>();
        for (NodeTuple entry : mapping.getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode key)) {
                throw new UnreadableFile(line(entry.getKeyNode()), "a name must be a text");
            }
            String name = key.getValue();
            if (map.containsKey(name)) {
                throw new UnreadableFile(line(key), "'" + name + "' is there twice");
            }
            String place = Paths.child(path, name);
            lines.put(place, line(key));
            map.put(name, value(entry.getValueNode(), place, depth + 1));
        }
        return map;
    }

    private static Object scalar(ScalarNode node) throws UnreadableFile {
        Tag tag = node.getTag();
        String text = node.getValue();
        if (tag.equals(Tag.STR)) {
            return text;
        }
        if (tag.equals(Tag.NULL)) {
            return null;
        }
        if (tag.equals(Tag.BOOL)) {
            return Boolean.valueOf(text);
        }
        if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
            return number(text);
        }
        throw new UnreadableFile(line(node), "the tag " + tag.getValue() + " means nothing here");
    }

    /** Returns a number; the text if it is .inf or .nan, or has so many digits that no field takes it. */
    private static Object number(String text) {
        if (text.length() > LONGEST_NUMBER) {
            return text;
        }
        try {
            var number = new BigDecimal(text);
            return Math.abs(number.scale()) <= MAX_DIGITS ? number : text;
        } catch (NumberFormatException e) {
            return text;
        }
    }

    private static int line(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }
}
