package com.dotscience.deployer;

import java.lang.management.ManagementFactory;
import java.util.Set;
import java.util.TreeSet;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.ObjectName;

/** A route of the deployer of a test, as JMX shows it. */
record ManagedRoute(ObjectName name) {

    static ManagedRoute of(String id) throws JMException {
        return new ManagedRoute(new ObjectName("org.apache.camel:context=ds-deployer,type=routes,name=\"" + id + "\""));
    }

    /** The ids of those that are started. */
    static Set<String> started() throws JMException {
        Set<String> started = new TreeSet<>();
        for (ObjectName name : ManagementFactory.getPlatformMBeanServer()
                .queryNames(new ObjectName("org.apache.camel:context=ds-deployer,type=routes,*"), null)) {
            if ("Started".equals(new ManagedRoute(name).state())) {
                started.add(ObjectName.unquote(name.getKeyProperty("name")));
            }
        }
        return started;
    }

    /** How many it has had since it was started; -1 while there is no such route. */
    long exchanges() throws JMException {
        Object total = attribute("ExchangesTotal");
        return total == null ? -1 : (Long) total;
    }

    /** Null while there is no such route. */
    String description() throws JMException {
        return (String) attribute("Description");
    }

    /** Null while there is no such route. */
    String state() throws JMException {
        return (String) attribute("State");
    }

    private Object attribute(String attribute) throws JMException {
        try {
            return ManagementFactory.getPlatformMBeanServer().getAttribute(name, attribute);
        } catch (InstanceNotFoundException e) {
            return null;
        }
    }
}
