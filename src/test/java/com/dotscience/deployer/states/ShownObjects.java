package com.dotscience.deployer.states;

import com.dotscience.deployer.cluster.informer.ApiServerConnection;
import com.dotscience.deployer.cluster.informer.InformerListener;
import com.dotscience.deployer.cluster.informer.Informers;
import com.dotscience.deployer.cluster.informer.Namespaces;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.Indexer;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;

/**
 * What the watches show, by hand: the product's own informers get it from a client that knows no network. Of Deployments it shows what it
 * is told to, of all other kinds nothing.
 */
final class ShownObjects {

    private final Map<String, HasMetadata> byName = new TreeMap<>();
    private final List<ResourceEventHandler<HasMetadata>> handlers = new ArrayList<>();
    private final Map<String, Function<HasMetadata, List<String>>> indexers = new HashMap<>();
    private String version = "";

    /** Returns the informers that see through this. */
    Informers informers(InformerListener listener, Clock clock) {
        Constructor<?> constructor = Informers.class.getConstructors()[0];
        Class<?> client = constructor.getParameterTypes()[0];
        try {
            return (Informers) constructor.newInstance(
                    proxy(new Client(HasMetadata.class), client, MixedOperation.class, Resource.class),
                    new Namespaces(List.of()),
                    "own",
                    new ApiServerConnection(Optional::empty),
                    proxy(new Client(HasMetadata.class), ScheduledExecutorService.class),
                    listener,
                    Optional.empty(),
                    clock);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Shows these objects, and tells nobody. */
    void load(Map<String, HasMetadata> objects, String latest) {
        byName.clear();
        byName.putAll(objects);
        version = latest;
    }

    Map<String, HasMetadata> objects() {
        return Map.copyOf(byName);
    }

    String version() {
        return version;
    }

    /** Shows these objects from now on, and tells of each that is otherwise than before. */
    void show(Map<String, HasMetadata> now, String latest) {
        Map<String, HasMetadata> before = new TreeMap<>(byName);
        load(now, latest);
        before.forEach((name, object) -> {
            HasMetadata after = now.get(name);
            if (after == null || !uid(after).equals(uid(object))) {
                handlers.forEach(handler -> handler.onDelete(object, false));
            }
        });
        now.forEach((name, object) -> {
            HasMetadata old = before.get(name);
            if (old == null || !uid(old).equals(uid(object))) {
                handlers.forEach(handler -> handler.onAdd(object));
            } else if (old != object) {
                handlers.forEach(handler -> handler.onUpdate(old, object));
            }
        });
    }

    private static String uid(HasMetadata object) {
        return object.getMetadata().getUid();
    }

    private static Object proxy(InvocationHandler handler, Class<?>... interfaces) {
        return Proxy.newProxyInstance(ShownObjects.class.getClassLoader(), interfaces, handler);
    }

    /** A client, and all that one can ask of it on the way to an informer. */
    private final class Client implements InvocationHandler {

        private final Class<?> type;

        Client(Class<?> type) {
            this.type = type;
        }

        @Override
        public Object invoke(Object self, Method method, Object[] arguments) {
            if (method.getDeclaringClass() == Object.class) {
                return ofObject(self, method, arguments);
            }
            if (method.getName().equals("resources")) {
                return proxy(new Client((Class<?>) arguments[0]), MixedOperation.class, Resource.class);
            }
            if (method.getName().equals("runnableInformer")) {
                return proxy(type == Deployment.class ? new Shown() : new Client(type), SharedIndexInformer.class);
            }
            return nothing(self, method, type);
        }
    }

    /** The informer on Deployments, and its index. */
    private final class Shown implements InvocationHandler {

        @Override
        @SuppressWarnings("unchecked")
        public Object invoke(Object self, Method method, Object[] arguments) {
            return switch (method.getName()) {
                case "getStore", "getIndexer" -> proxy(this, Indexer.class);
                case "getByKey" -> byName.get((String) arguments[0]);
                case "listKeys" -> List.copyOf(byName.keySet());
                case "lastSyncResourceVersion" -> version;
                case "addEventHandler" -> {
                    handlers.add((ResourceEventHandler<HasMetadata>) arguments[0]);
                    yield self;
                }
                case "addIndexers" -> {
                    indexers.putAll((Map<String, Function<HasMetadata, List<String>>>) arguments[0]);
                    yield self;
                }
                case "byIndex" ->
                    byName.values().stream()
                            .filter(object -> indexers.get((String) arguments[0])
                                    .apply(object)
                                    .contains(arguments[1]))
                            .toList();
                default ->
                    method.getDeclaringClass() == Object.class
                            ? ofObject(self, method, arguments)
                            : nothing(self, method, Deployment.class);
            };
        }
    }

    private static Object ofObject(Object self, Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "equals" -> self == arguments[0];
            case "hashCode" -> System.identityHashCode(self);
            default -> "shown objects";
        };
    }

    private Object nothing(Object self, Method method, Class<?> type) {
        Class<?> result = method.getReturnType();
        if (result == boolean.class) {
            return false;
        }
        if (result == List.class) {
            return List.of();
        }
        if (result == String.class || result == void.class || method.getName().equals("getByKey")) {
            return null;
        }
        if (result.isInstance(self)) {
            return self;
        }
        return result.isAssignableFrom(MixedOperation.class) || result.isAssignableFrom(Resource.class)
                ? proxy(new Client(type), MixedOperation.class, Resource.class)
                : proxy(new Client(type), result);
    }
}
