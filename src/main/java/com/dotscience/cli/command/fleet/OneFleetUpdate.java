package com.dotscience.cli.command.fleet;

import com.dotscience.cli.command.Session;
import picocli.CommandLine.Mixin;

/** A command about one fleet update. */
abstract class OneFleetUpdate implements Runnable {

    final Session session;

    @Mixin
    final FleetChoice choice = new FleetChoice();

    OneFleetUpdate(Session session) {
        this.session = session;
    }
}
