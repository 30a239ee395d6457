package org.dragonfork.server.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/**
 * The functions of OpenSSL 3 that {@link OpenSslAead} needs (EVP_EncryptInit(3)). Loading the class loads the library, so it
 * fails to load where there is none. Pointers are plain addresses.
 */
@SuppressWarnings("restricted") // Calling native code is what this room is for.
final class LibCrypto {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final SymbolLookup LIBRARY = SymbolLookup.libraryLookup("libcrypto.so.3", Arena.global());

    private static final MethodHandle VERSION = find("OpenSSL_version_num", JAVA_LONG);
    private static final MethodHandle AES_128 = find("EVP_aes_128_gcm", JAVA_LONG);
    private static final MethodHandle AES_256 = find("EVP_aes_256_gcm", JAVA_LONG);
    private static final MethodHandle NEW = find("EVP_CIPHER_CTX_new", JAVA_LONG);
    private static final MethodHandle FREE = findVoid("EVP_CIPHER_CTX_free", JAVA_LONG);
    private static final MethodHandle CONTROL =
            find("EVP_CIPHER_CTX_ctrl", JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_LONG);
    private static final MethodHandle ENCRYPT_INIT =
            find("EVP_EncryptInit_ex", JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle ENCRYPT =
            find("EVP_EncryptUpdate", JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_INT);
    private static final MethodHandle ENCRYPT_FINAL =
            find("EVP_EncryptFinal_ex", JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle DECRYPT_INIT =
            find("EVP_DecryptInit_ex", JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle DECRYPT =
            find("EVP_DecryptUpdate", JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_INT);
    private static final MethodHandle DECRYPT_FINAL =
            find("EVP_DecryptFinal_ex", JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG);

    private LibCrypto() {}

    /** Major in bits 28 to 31, minor in 20 to 27, patch in 4 to 11. */
    static long version() {
        try {
            return (long) VERSION.invokeExact();
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /** AES-GCM for keys of this length, 16 or 32 bytes. */
    static long aes(int keyLength) {
        try {
            return keyLength == 32 ? (long) AES_256.invokeExact() : (long) AES_128.invokeExact();
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /** A context, or 0. */
    static long newContext() {
        try {
            return (long) NEW.invokeExact();
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static void free(long context) {
        try {
            FREE.invokeExact(context);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static boolean control(long context, int what, int argument, long pointer) {
        try {
            return (int) CONTROL.invokeExact(context, what, argument, pointer) == 1;
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static boolean init(boolean encrypt, long context, long cipher, long key, long nonce) {
        try {
            return encrypt
                    ? (int) ENCRYPT_INIT.invokeExact(context, cipher, 0L, key, nonce) == 1
                    : (int) DECRYPT_INIT.invokeExact(context, cipher, 0L, key, nonce) == 1;
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static boolean update(boolean encrypt, long context, long out, long written, long in, int length) {
        try {
            return encrypt
                    ? (int) ENCRYPT.invokeExact(context, out, written, in, length) == 1
                    : (int) DECRYPT.invokeExact(context, out, written, in, length) == 1;
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static boolean finish(boolean encrypt, long context, long out, long written) {
        try {
            return encrypt
                    ? (int) ENCRYPT_FINAL.invokeExact(context, out, written) == 1
                    : (int) DECRYPT_FINAL.invokeExact(context, out, written) == 1;
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    private static MethodHandle find(String name, MemoryLayout answer, MemoryLayout... parameters) {
        return LINKER.downcallHandle(LIBRARY.findOrThrow(name), FunctionDescriptor.of(answer, parameters));
    }

    private static MethodHandle findVoid(String name, MemoryLayout... parameters) {
        return LINKER.downcallHandle(LIBRARY.findOrThrow(name), FunctionDescriptor.ofVoid(parameters));
    }

    private static IllegalStateException broken(Throwable cause) {
        return new IllegalStateException("OpenSSL could not be called", cause);
    }
}
