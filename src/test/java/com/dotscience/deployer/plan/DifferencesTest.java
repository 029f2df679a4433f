package com.dotscience.deployer.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Pure;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;

@Pure
class DifferencesTest {

    @Test
    void aValueIsNamedByItsField() {
        assertThat(between("{'spec':{'replicas':5,'type':'a'}}", "{'spec':{'replicas':2,'type':'a'}}"))
                .containsExactly(new Difference("spec.replicas", "2", "5", List.of("spec", "replicas")));
    }

    @Test
    void labelsAreNamedOneByOneAlsoWhereNoneIsThere() {
        assertThat(between(
                        "{'metadata':{'annotations':{'a.b/c':'1'}}}",
                        "{'metadata':{'labels':{'owner':'us'},'annotations':{'a.b/c':'2'}}}"))
                .containsExactly(
                        new Difference(
                                "metadata.labels.owner", "us", "nothing", List.of("metadata", "labels", "owner")),
                        new Difference(
                                "metadata.annotations[a.b/c]", "2", "1", List.of("metadata", "annotations", "a.b/c")));
    }

    @Test
    void anElementIsNamedByItsKeyWhereverItIs() {
        assertThat(between(
                        "{'containers':[{'name':'mesh'},{'name':'model','image':'b'}]}",
                        "{'containers':[{'name':'mesh'},{'name':'model','image':'a'}]}"))
                .containsExactly(new Difference(
                        "containers[model].image", "a", "b", List.of("containers", "{\"name\":\"model\"}", "image")));
    }

    @Test
    void anElementOfAnotherKeyIsThatOne() {
        assertThat(between(
                        "{'ports':[{'port':8080,'protocol':'TCP','targetPort':1}]}",
                        "{'ports':[{'port':80,'protocol':'TCP','targetPort':1}]}"))
                .containsExactly(new Difference(
                        "ports[80/TCP].port",
                        "80",
                        "8080",
                        List.of("ports", "{\"port\":8080,\"protocol\":\"TCP\"}", "port")));
    }

    @Test
    void elementsMoreAndLessAreNamedWhole() {
        assertThat(between("{'env':[]}", "{'env':[{'name':'A','value':'1'}]}"))
                .containsExactly(
                        new Difference("env[A]", "{\"name\":\"A\",\"value\":\"1\"}", "nothing", List.of("env")));
        assertThat(between("{'paths':[{'path':'/'}]}", "{'paths':[]}"))
                .containsExactly(new Difference(
                        "paths[/]", "nothing", "{\"path\":\"/\"}", List.of("paths", "{\"path\":\"/\"}")));
    }

    @Test
    void whatIsRecordedAsOursIsNamedOnlyWhereItIsAloneOrGone() {
        String applied = "'metadata':{'annotations':{'deployer.dotscience.com/applied':'%s'}}";

        assertThat(between(
                        "{" + applied.formatted("old") + ",'spec':{'replicas':1}}",
                        "{" + applied.formatted("new") + ",'spec':{'replicas':2}}"))
                .extracting(Difference::field)
                .containsExactly("spec.replicas");
        assertThat(between("{" + applied.formatted("old") + "}", "{" + applied.formatted("new") + "}"))
                .extracting(Difference::toString)
                .containsExactly("metadata.annotations[deployer.dotscience.com/applied]: written new, there is old");
        assertThat(between(
                        "{'metadata':{},'spec':{'replicas':1}}",
                        "{" + applied.formatted("new") + ",'spec':{'replicas':2}}"))
                .extracting(Difference::field)
                .containsExactly("metadata.annotations[deployer.dotscience.com/applied]", "spec.replicas");
    }

    @Test
    void whatOursBecameOnceIsNoDifferenceInTheRecord() {
        String record = "{'metadata':{'annotations':{'deployer.dotscience.com/applied':'%s'}}}";
        String less = record.formatted("{\\'rules\\':{\\'a\\':{}}}");
        String more = record.formatted("{\\'rules\\':{\\'a\\':{},\\'b\\':{}}}");

        assertThat(between(more, less)).isEmpty();
        assertThat(between(less, more)).hasSize(1);
    }

    /** R10. */
    @Test
    void noPasswordIsSaidAndNoNovel() {
        assertThat(between("{'a':'https://me:secret@example.com/x'}", "{'a':'" + "x".repeat(200) + "'}"))
                .containsExactly(new Difference("a", "x".repeat(99) + "…", "https://***@example.com/x", List.of("a")));
    }

    private static List<Difference> between(String observed, String wanted) {
        return Differences.between(tree(observed), tree(wanted));
    }

    private static ObjectNode tree(String json) {
        try {
            return (ObjectNode) new ObjectMapper().readTree(json.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }
}
