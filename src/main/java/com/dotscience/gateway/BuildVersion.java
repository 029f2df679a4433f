package com.dotscience.gateway;

import com.dotscience.api.Version;
import picocli.CommandLine.IVersionProvider;

/** Prints the version for {@code --version}, of {@code ds-gateway} and of each of its commands. */
final class BuildVersion implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"ds-gateway " + Version.current()};
    }
}
