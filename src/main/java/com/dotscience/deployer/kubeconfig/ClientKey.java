package com.dotscience.deployer.kubeconfig;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The algorithm of a user's private key. fabric8's client has to be told it: it takes every key for an RSA key that does not say "EC" in
 * its first line, which no key in PKCS #8 does.
 *
 * @param algorithm as Java names it
 */
record ClientKey(String algorithm) {

    private static final Pattern PEM =
            Pattern.compile("-----BEGIN ([A-Z ]*)PRIVATE KEY-----([^-]*)-----END", Pattern.DOTALL);

    /** The algorithms of keys that the client can read. */
    private static final String[] ALGORITHMS = {"RSA", "EC"};

    static ClientKey of(Section user) {
        String field = user.has("client-key-data") ? "client-key-data" : "client-key";
        Matcher pem = PEM.matcher(pem(user));
        if (!pem.find()) {
            throw user.refuse(field, "holds no private key in PEM");
        }
        return switch (pem.group(1).strip()) {
            case "RSA" -> new ClientKey("RSA");
            case "EC" -> new ClientKey("EC");
            case "" ->
                ofPkcs8(pem.group(2))
                        .orElseThrow(() -> user.refuse(field, "is neither an RSA nor an EC key: use one of those"));
            default -> throw user.refuse(field, "is encrypted or of another kind: use an RSA or EC key");
        };
    }

    private static String pem(Section user) {
        Optional<String> data = user.text("client-key-data");
        if (data.isPresent()) {
            return new String(Base64.getDecoder().decode(data.get()), StandardCharsets.US_ASCII);
        }
        Path file = user.path("client-key").orElseThrow();
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw user.refuse("client-key", "names the file " + file + ", which cannot be read");
        }
    }

    private static Optional<ClientKey> ofPkcs8(String base64) {
        PKCS8EncodedKeySpec key;
        try {
            key = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        for (String algorithm : ALGORITHMS) {
            try {
                KeyFactory.getInstance(algorithm).generatePrivate(key);
                return Optional.of(new ClientKey(algorithm));
            } catch (InvalidKeySpecException another) {
                // The key may be of the next algorithm.
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("Every Java has " + algorithm, e);
            }
        }
        return Optional.empty();
    }
}
