/**
 * Turns changes into Kubernetes Events on the changed objects, and leaves out repeats and whatever would burden the API
 * server. It uses no client, because the component {@code kubernetes-events:} sends the Events.
 *
 * <p>That stock producer sets neither the count nor the series nor the first time of an Event, so repeats are not
 * counted in the existing Event: the note of the next one has their number. It does set what {@code kubectl describe}
 * looks for ({@code regarding} with the object's uid). Check this again when Camel is upgraded.
 *
 * <p>An object that was not created has no uid: its Event names the object that would exist, and {@code kubectl get
 * events} shows it. A conflict is an Event on the Deployment that is in the way, whoever owns it. An invalid model
 * deployment, of which no object can be made, has no Event: its status says why.
 */
package com.dotscience.deployer.events;
