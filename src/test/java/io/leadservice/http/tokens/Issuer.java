package io.leadservice.http.tokens;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Somebody who issues tokens, with a key for each asymmetric algorithm; signs whatever a test asks for. */
public final class Issuer {

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final String name;
    private KeyPair rsa;
    public final KeyPair ec;
    public final KeyPair ed;

    /** @param name which the ids of the keys begin with */
    public Issuer(String name) throws GeneralSecurityException {
        this.name = name;
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        ec = generator.generateKeyPair();
        ed = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    }

    /** Made when it is first asked for, since that takes more than a second of a processor. */
    public synchronized KeyPair rsa() {
        if (rsa == null) {
            try {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
                generator.initialize(2048);
                rsa = generator.generateKeyPair();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
        return rsa;
    }

    /** The id of the key for an algorithm. */
    public String kid(String algorithm) {
        return name + "-" + algorithm;
    }

    /** The public keys as a JWK set. */
    public JsonObject jwks() {
        return new JsonObject()
                .put("keys", new JsonArray().add(rsaKey()).add(ecKey()).add(edKey()));
    }

    public JsonObject rsaKey() {
        RSAPublicKey key = (RSAPublicKey) rsa().getPublic();
        return new JsonObject()
                .put("kty", "RSA")
                .put("use", "sig")
                .put("kid", kid("RS256"))
                .put("n", number(key.getModulus(), 256))
                .put("e", number(key.getPublicExponent(), 3));
    }

    private JsonObject ecKey() {
        ECPublicKey key = (ECPublicKey) ec.getPublic();
        return new JsonObject()
                .put("kty", "EC")
                .put("crv", "P-256")
                .put("alg", "ES256")
                .put("kid", kid("ES256"))
                .put("x", number(key.getW().getAffineX(), 32))
                .put("y", number(key.getW().getAffineY(), 32));
    }

    private JsonObject edKey() {
        byte[] encoded = ((EdECPublicKey) ed.getPublic()).getEncoded();
        byte[] point = new byte[32];
        System.arraycopy(encoded, encoded.length - 32, point, 0, 32);
        return new JsonObject()
                .put("kty", "OKP")
                .put("crv", "Ed25519")
                .put("kid", kid("EdDSA"))
                .put("x", BASE64.encodeToString(point));
    }

    /** A token that is signed as its header says, by the key of this issuer. */
    public String token(String algorithm, JsonObject claims) {
        return token(new JsonObject().put("alg", algorithm).put("typ", "JWT").put("kid", kid(algorithm)), claims);
    }

    public String token(JsonObject header, JsonObject claims) {
        String unsigned = encoded(header.encode()) + "." + encoded(claims.encode());
        return unsigned + "." + BASE64.encodeToString(sign(header.getString("alg"), unsigned));
    }

    /** The signature by an algorithm whose key this issuer has. */
    public byte[] sign(String algorithm, String text) {
        return switch (algorithm) {
            case "RS256" -> sign("SHA256withRSA", rsa(), text);
            case "RS512" -> sign("SHA512withRSA", rsa(), text);
            case "ES256" -> sign("SHA256withECDSAinP1363Format", ec, text);
            case "EdDSA" -> sign("Ed25519", ed, text);
            default -> throw new IllegalArgumentException(algorithm);
        };
    }

    public static String hmac(JsonObject header, JsonObject claims, String algorithm, byte[] secret)
            throws GeneralSecurityException {
        String unsigned = encoded(header.encode()) + "." + encoded(claims.encode());
        Mac mac = Mac.getInstance(algorithm);
        mac.init(new SecretKeySpec(secret, algorithm));
        return unsigned + "." + BASE64.encodeToString(mac.doFinal(unsigned.getBytes(StandardCharsets.US_ASCII)));
    }

    public static String encoded(String text) {
        return BASE64.encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] sign(String algorithm, KeyPair keys, String text) {
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(keys.getPrivate());
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String number(BigInteger number, int length) {
        byte[] signed = number.toByteArray();
        byte[] bytes = new byte[length];
        int taken = Math.min(length, signed.length);
        System.arraycopy(signed, signed.length - taken, bytes, length - taken, taken);
        return BASE64.encodeToString(bytes);
    }
}
