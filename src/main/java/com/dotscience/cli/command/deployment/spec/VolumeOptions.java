package com.dotscience.cli.command.deployment.spec;

import com.dotscience.api.DeploymentSpec;
import com.dotscience.api.Volume;
import com.dotscience.cli.output.DsException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** What the model reads from storage of its namespace. */
final class VolumeOptions {

    private static final Pattern VOLUME = Pattern.compile("([^=]+)=(claim|config-map):([^:]+):(/[^:]*)");

    @Option(
            names = "--volume",
            paramLabel = "NAME=claim:CLAIM:/PATH",
            arity = "1",
            description = "A PersistentVolumeClaim that the model reads, and where; NAME=config-map:MAP:/PATH for a"
                    + " ConfigMap, of which each key is a file; NAME- takes it off. Can be given more than once.")
    private String[] volumes = {};

    boolean isEmpty() {
        return volumes.length == 0;
    }

    /** @throws DsException if an option is wrong */
    void applyTo(DeploymentSpec.Builder model) {
        List<Volume> all = new ArrayList<>(model.getVolumesList());
        for (String given : volumes) {
            Matcher volume = VOLUME.matcher(given);
            if (volume.matches()) {
                put(all, volume);
            } else if (given.length() > 1 && given.endsWith("-") && given.indexOf('=') < 0) {
                all.removeIf(each -> each.getName().equals(given.substring(0, given.length() - 1)));
            } else {
                throw DsException.usage("--volume: '" + given
                        + "' is neither NAME=claim:CLAIM:/PATH nor NAME=config-map:MAP:/PATH nor NAME-");
            }
        }
        model.clearVolumes().addAllVolumes(all);
    }

    /** Puts a volume in the place of the one of its name, so that the others keep theirs. */
    private static void put(List<Volume> all, Matcher given) {
        Volume.Builder volume = Volume.newBuilder().setName(given.group(1)).setMountPath(given.group(4));
        if (given.group(2).equals("claim")) {
            volume.setClaim(given.group(3));
        } else {
            volume.setConfigMap(given.group(3));
        }
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).getName().equals(volume.getName())) {
                all.set(i, volume.build());
                return;
            }
        }
        all.add(volume.build());
    }
}
