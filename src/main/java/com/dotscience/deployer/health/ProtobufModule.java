package com.dotscience.deployer.health;

import com.dotscience.api.VisibleJson;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import java.io.IOException;

/** Lets Jackson write messages of the protocol as the protocol's own JSON. */
public final class ProtobufModule extends SimpleModule {

    private static final long serialVersionUID = 1L;

    public ProtobufModule() {
        addSerializer(new MessageSerializer());
    }

    private static final class MessageSerializer extends StdSerializer<Message> {

        private static final long serialVersionUID = 1L;

        MessageSerializer() {
            super(Message.class);
        }

        @Override
        public void serialize(Message message, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeRawValue(VisibleJson.of(
                    JsonFormat.printer().omittingInsignificantWhitespace().print(message)));
        }
    }
}
