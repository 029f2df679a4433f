/**
 * Which of several deployers of one identity writes (R13): they agree by a Lease. {@link com.dotscience.deployer.leader.Election}
 * decides and is pure; {@link com.dotscience.deployer.leader.Candidate} asks the API server.
 *
 * <p>fabric8's {@code LeaderElector} is not used: it compares the time that the other wrote with this machine's clock, so that a
 * clock that is wrong makes two leaders, and it goes on leading while one of its calls hangs.
 */
package com.dotscience.deployer.leader;
