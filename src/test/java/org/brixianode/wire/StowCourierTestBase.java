package org.brixianode.wire;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.aoju.bus.image.Tag;
import org.brixianode.dicom.Part10;
import org.brixianode.dicom.SopClasses;
import org.brixianode.send.Courier;
import org.brixianode.send.Delivery;
import org.brixianode.send.DestinationStores;
import org.brixianode.send.HttpService;
import org.brixianode.send.StowDestination;
import org.brixianode.send.http.HttpTimeouts;
import org.brixianode.send.stow.StowCourier;
import org.brixianode.study.InstanceRef;
import org.brixianode.study.OutgoingObject;
import org.brixianode.testkit.HttpPlayer;
import org.brixianode.testkit.ManualClock;
import org.brixianode.testkit.RecordedProgress;
import org.brixianode.testkit.ResultKinds;
import org.brixianode.testkit.TestObjects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A courier of STOW-RS and a server that plays a script. */
abstract class StowCourierTestBase {

    static final String JSON = "application/dicom+json";
    HttpTimeouts timeouts = new HttpTimeouts(Duration.ofSeconds(10), Duration.ofSeconds(10));

    @TempDir Path folder;

    final ManualClock clock = new ManualClock(Instant.parse("2026-11-28T12:00:00Z"));
    HttpPlayer server;
    Courier courier;

    @AfterEach
    void stop() throws Exception {
        if (courier != null) {
            courier.close();
        }
        if (server != null) {
            server.close();
        }
    }

    final RecordedProgress shown = new RecordedProgress();

    Courier courier(HttpService service, boolean compressed) {
        courier = new StowCourier(timeouts, new StowDestination("web", service, compressed), clock);
        return courier;
    }

    Courier courier(String url) {
        return courier(
                new HttpService(URI.create(url), Optional.empty(), DestinationStores.NONE), false);
    }

    Courier courierTo(HttpPlayer.Step... steps) throws Exception {
        server = HttpPlayer.start(steps);
        return courier(server.url("/dicom-web"));
    }

    static String uid(int number) {
        return TestObjects.uid("instance", number);
    }

    Delivery delivery(int number, String study, int attempts) throws Exception {
        Path file = folder.resolve(number + ".dcm");
        Part10.write(file, TestObjects.image(SopClasses.SECONDARY_CAPTURE, number, 50_000));
        return delivery(number, study, attempts, file);
    }

    static Delivery delivery(int number, String study, int attempts, Path file) throws Exception {
        String instance =
                Files.exists(file)
                        ? Part10.readHeader(file).dataset().getString(Tag.SOPInstanceUID)
                        : "1.2.3";
        InstanceRef ref = new InstanceRef(study, "1.2.3", SopClasses.SECONDARY_CAPTURE, instance);
        return new Delivery(
                number,
                1,
                "web",
                new OutgoingObject(ResultKinds.REPORT, ref, "1.2.3.4", file),
                attempts,
                1);
    }

    static String stored(Delivery... deliveries) {
        List<String> items = new ArrayList<>();
        for (Delivery one : deliveries) {
            items.add(
                    "{\"00081155\":{\"vr\":\"UI\",\"Value\":[\"%s\"]}}"
                            .formatted(one.object().ref().sopInstanceUid()));
        }
        return "{\"00081199\":{\"vr\":\"SQ\",\"Value\":[%s]}}".formatted(String.join(",", items));
    }
}
