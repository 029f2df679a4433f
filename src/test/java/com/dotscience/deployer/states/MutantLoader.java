package com.dotscience.deployer.states;

import java.io.IOException;
import java.io.InputStream;

/** Loads everything of this project anew, and one class of it with a fault. */
final class MutantLoader extends ClassLoader {

    private static final String OWN = "com.dotscience.";

    private final Mutant mutant;

    MutantLoader(Mutant mutant) {
        super(MutantLoader.class.getClassLoader());
        this.mutant = mutant;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(OWN)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> known = findLoadedClass(name);
            return known == null ? define(name) : known;
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        byte[] bytes = name.equals(mutant.className()) ? mutant.bytes() : bytes(name);
        return defineClass(name, bytes, 0, bytes.length);
    }

    private byte[] bytes(String name) throws ClassNotFoundException {
        try (InputStream file = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (file == null) {
                throw new ClassNotFoundException(name);
            }
            return file.readAllBytes();
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }
}
