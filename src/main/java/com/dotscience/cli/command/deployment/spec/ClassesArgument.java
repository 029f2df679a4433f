package com.dotscience.cli.command.deployment.spec;

import com.dotscience.cli.output.DsException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;

/** Reads the argument of {@code --classes}: JSON, or {@code @} and the name of a file that contains it. */
public final class ClassesArgument {

    private static final String REMEDY =
            ": give {\"0\": \"cat\", \"1\": \"dog\"}, {\"cat\": 0, \"dog\": 1} or [\"cat\", \"dog\"]";

    private final Function<String, Path> files;

    /** @param files finds a file by its name on the command line */
    public ClassesArgument(Function<String, Path> files) {
        this.files = files;
    }

    /**
     * Returns the classes in the form of the protocol, which is base64 of the JSON text.
     *
     * @throws DsException if there is no such file, or if the model-proxy could not read the classes
     */
    String base64(String argument) {
        boolean inFile = argument.startsWith("@");
        String json = (inFile ? read(argument.substring(1)) : argument).strip();
        try {
            ClassesForm.check(json);
        } catch (IOException e) {
            String place = inFile ? "in " + argument.substring(1) : "given";
            throw DsException.usage(
                    "--classes: what is " + place + " names no classes (" + firstLine(e) + ")" + REMEDY);
        }
        return Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns what is wrong with classes in the form of the protocol; empty if the model-proxy can read them, or there are none. */
    public static Optional<String> mistake(String base64) {
        if (base64.isEmpty()) {
            return Optional.empty();
        }
        try {
            ClassesForm.check(new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8));
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("it names no classes (" + firstLine(e) + ")" + REMEDY);
        }
    }

    private String read(String file) {
        try {
            return Files.readString(files.apply(file));
        } catch (NoSuchFileException e) {
            throw DsException.usage("--classes: there is no file " + file);
        } catch (IOException | InvalidPathException e) {
            throw DsException.usage("--classes: the file " + file + " cannot be read: " + e.getMessage());
        }
    }

    private static String firstLine(IOException e) {
        return e.getMessage().lines().findFirst().orElse("");
    }
}
