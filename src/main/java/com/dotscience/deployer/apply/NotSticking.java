package com.dotscience.deployer.apply;

import com.dotscience.deployer.plan.Difference;
import com.dotscience.deployer.plan.Kind;
import java.time.Instant;

/**
 * A field that does not stay as it was written.
 *
 * @param kind of the object it is in
 * @param atAdmission whether the API server's answer to the write showed it; else somebody changed it later
 * @param until when it is written again, or believed
 */
public record NotSticking(Kind kind, Difference difference, boolean atAdmission, Instant until) {}
