package org.brixianode.web.access;

import io.javalin.http.Context;

/** Sets the headers that limit what a browser does with a response. */
final class SecureHeaders {

    private static final String CONTENT_POLICY =
            "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";

    private static final String PERMISSIONS =
            "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()";

    /**
     * @param secure whether the browser uses TLS
     */
    static void set(Context request, boolean secure) {
        request.header("Content-Security-Policy", CONTENT_POLICY);
        request.header("X-Content-Type-Options", "nosniff");
        request.header("X-Frame-Options", "DENY");
        request.header("Referrer-Policy", "no-referrer");
        request.header("Permissions-Policy", PERMISSIONS);
        request.header("Cross-Origin-Opener-Policy", "same-origin");
        request.header("Cross-Origin-Resource-Policy", "same-origin");
        if (!Paths.isAsset(request.path())) {
            request.header("Cache-Control", "no-store");
        }
        if (secure) {
            request.header("Strict-Transport-Security", "max-age=31536000");
        }
    }

    private SecureHeaders() {}
}
