/**
 * What is said of changes in the cluster itself, as Events on the objects, and what is left unsaid: repeats, and more than
 * the API server should be bothered with. Knows no client: {@code kubernetes-events:} sends.
 *
 * <p>That stock producer sets neither count nor series nor the time of the first, so repeats are not counted up in the
 * Event that is there: their number is in the note of the next one. It sets what {@code kubectl describe} looks for
 * ({@code regarding} with the object's uid). Recheck when Camel is raised.
 *
 * <p>What was not made has no uid: its Event names the object that there would be, and {@code kubectl get events} shows it. A
 * conflict is an Event on the Deployment in that place, whosever it is. What no object can be made of at all, since it is no
 * valid model deployment, has no Event: its status says why.
 */
package com.dotscience.deployer.events;
