package com.dotscience.deployer.routes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.main.DefaultRoutesCollector;
import org.apache.camel.spi.Resource;

/**
 * Reads the files of routes that come with the deployer.
 *
 * @param pattern the place of the files, such as {@code classpath:routes/deployer/*.yaml}
 */
record BundledRoutes(String pattern) {

    /**
     * Returns the files by name, sorted by it, in whatever order the file system lists them. The file with a queue's consumer then comes
     * before the files that send to the queue, so the consumer's options hold.
     */
    Map<String, RouteFile> read(CamelContext context) {
        List<Resource> resources =
                new ArrayList<>(new DefaultRoutesCollector().findRouteResourcesFromDirectory(context, null, pattern));
        resources.sort(Comparator.comparing(Resource::getLocation));
        Map<String, RouteFile> files = new LinkedHashMap<>();
        for (Resource resource : resources) {
            String place = resource.getLocation();
            String name = place.substring(place.lastIndexOf('/') + 1);
            files.put(name, new RouteFile(name, place, text(resource), true));
        }
        return files;
    }

    private static String text(Resource resource) {
        try (var stream = resource.getInputStream()) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw RuntimeCamelException.wrapRuntimeCamelException(e);
        }
    }
}
