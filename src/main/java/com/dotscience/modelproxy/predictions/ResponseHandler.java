package com.dotscience.modelproxy.predictions;

/** Finds predictions and tokens in the outermost object of a response, by the names that the known protocols use. */
final class ResponseHandler implements JsonHandler {

    private final Classes classes;
    private final Predictions found;
    private Usage usage = Usage.NONE;
    private boolean known;
    private boolean instancesRead;
    private boolean rootRead;

    private int depth;
    private String key;
    private Section section;
    /** A list of outputs has started, and its first element decides whether it holds tensors or instances. */
    private boolean undecided;

    ResponseHandler(Classes classes, Predictions found) {
        this.classes = classes;
        this.found = found;
    }

    /** Whether the response has a known form, even without predictions in it. */
    boolean known() {
        return known;
    }

    Usage usage() {
        return usage;
    }

    @Override
    public void startObject() {
        enter(false);
        if (section != null) {
            section.startObject();
        }
    }

    @Override
    public void startArray() {
        enter(true);
        if (section != null) {
            section.startArray();
        } else if (depth == 2 && "outputs".equals(key) && !instancesRead) {
            undecided = true;
        }
    }

    private void enter(boolean list) {
        if (depth == 0) {
            root();
        } else if (depth == 1) {
            open(list);
        }
        decide(!list);
        depth++;
    }

    @Override
    public void endObject() {
        depth--;
        if (section != null) {
            section.endObject();
        }
        close();
    }

    @Override
    public void endArray() {
        decide(false);
        depth--;
        if (section != null) {
            section.endArray();
        }
        close();
    }

    @Override
    public void name(String name) {
        if (depth == 1) {
            key = name;
            known |= "choices".equals(name);
        } else if (section != null) {
            section.name(name);
        }
    }

    @Override
    public void string(String value) {
        decide(false);
        if (section != null) {
            section.string(value);
        }
    }

    @Override
    public void number(double value, boolean whole) {
        decide(false);
        if (section != null) {
            section.number(value, whole);
        }
    }

    @Override
    public void literal() {
        decide(false);
        if (section != null) {
            section.literal();
        }
    }

    @Override
    public Numbers numbers() {
        if (undecided) {
            return this::number;
        }
        return section != null ? section.numbers() : (value, whole) -> {};
    }

    private void root() {
        if (rootRead) {
            found.giveUp(UnreadReason.SYNTAX);
        }
        rootRead = true;
    }

    private void open(boolean list) {
        if ("usage".equals(key) && !list) {
            known = true;
            section = new UsageSection(said -> usage = said);
        } else if ("predictions".equals(key) && list && !instancesRead) {
            instances(new Rows(classes, found));
        } else if ("outputs".equals(key) && !list && !instancesRead) {
            instances(new NamedOutputs(classes, found));
        }
    }

    private void decide(boolean object) {
        if (undecided) {
            undecided = false;
            instances(object ? new Tensors(classes, found) : new Rows(classes, found));
            section.startArray();
        }
    }

    private void instances(Section chosen) {
        section = chosen;
        known = true;
        instancesRead = true;
    }

    private void close() {
        if (depth == 1 && section != null) {
            section.done();
            section = null;
        }
    }
}
