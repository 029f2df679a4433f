package com.dotscience.testing;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** No test depends on speed: whatever is waited for may take as long as a busy machine takes. */
public final class Patience implements LauncherSessionListener {

    private static final Duration LONGEST = Duration.ofMinutes(2);

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        Awaitility.setDefaultTimeout(LONGEST);
    }
}
