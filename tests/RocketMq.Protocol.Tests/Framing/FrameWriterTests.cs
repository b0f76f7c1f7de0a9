using RocketMq.Protocol.Tests.Kit;

namespace RocketMq.Protocol.Tests.Framing;

public sealed class FrameWriterTests
{
    [Fact]
    public void The_reference_request_has_these_bytes()
    {
        byte[] written = Encode.Frame(105, new GetRouteInfoRequestHeader { Topic = "TopicTest" }, FrameDefaults.Binary, opaque: 1);

        Convert
            .ToHexStringLower(written)
            .ShouldBe("0000002d01000029006902" + "01df00000001000000000000000000000014" + "0005746f70696300000009546f70696354657374");
    }

    [Fact]
    public void Codes_beyond_16_bits_are_sent_as_json()
    {
        byte[] written = Encode.Frame((int)RequestCode.PopMessage, new PopMessageRequestHeader { Topic = "t" }, FrameDefaults.Binary);

        RemotingFrame frame = FrameReader.Parse(written);
        frame.Format.ShouldBe(HeaderFormat.Json);
        frame.RequestCode.ShouldBe(RequestCode.PopMessage);
    }

    [Fact]
    public void Frames_are_appended_and_a_failed_one_leaves_no_trace()
    {
        using GrowableBuffer output = new();
        FrameWriter.WriteRequest(output, RequestCode.Heartbeat, 1, default, FrameDefaults.Binary, new HeartbeatRequestHeader(), "a"u8);
        int length = output.WrittenCount;
        FrameDefaults defaults = FrameDefaults.Binary with { ExtraFields = new[] { new ExtraField(new string('k', 40_000), "v") } };

        Should.Throw<ProtocolException>(() =>
            FrameWriter.WriteRequest(output, RequestCode.Heartbeat, 1, default, defaults, new HeartbeatRequestHeader(), "a"u8)
        );

        output.WrittenCount.ShouldBe(length);
    }

    [Fact]
    public void Extra_fields_follow_those_of_the_header()
    {
        foreach (FrameDefaults format in Encode.Formats)
        {
            FrameDefaults defaults = format with
            {
                ExtraFields = new[] { new ExtraField("ns", "spa\"ce"), new ExtraField("none", default) },
            };

            RemotingFrame frame = FrameReader.Parse(Encode.Frame(105, new GetRouteInfoRequestHeader { Topic = "t" }, defaults));

            frame.Header.ToDictionary().ShouldBe(new Dictionary<string, string> { ["topic"] = "t", ["ns"] = "spa\"ce" });
        }
    }

    [Fact]
    public void Json_headers_are_read_in_any_letter_case_and_order()
    {
        byte[] header =
            "{\"Version\":401, \"ExtFields\" : {\"topic\":\"a\\u0041\",'x':1,\"n\":null}, \"Opaque\":\"5\",\"Code\":310,\"Language\":\"dotnet\",\"new\":[{}]}"u8.ToArray();
        byte[] bytes = [0, 0, 0, (byte)(header.Length + 4), 0, 0, 0, (byte)header.Length, .. header];

        RemotingFrame frame = FrameReader.Parse(bytes);

        frame.Code.ShouldBe(310);
        frame.Opaque.ShouldBe(5);
        frame.Version.ShouldBe(401);
        frame.Language.ShouldBe(LanguageCode.DotNet);
        frame.Header.ToDictionary().ShouldBe(new Dictionary<string, string> { ["topic"] = "aA", ["x"] = "1" });
        frame.ReadHeader<GetRouteInfoRequestHeader>().Topic.ToString().ShouldBe("aA");
    }

    [Fact]
    public void Of_duplicate_fields_the_last_one_wins()
    {
        RawHeader twice = new([new("offset", "1"), new("offset", "2")]);
        foreach (FrameDefaults defaults in Encode.Formats)
        {
            RemotingFrame frame = FrameReader.Parse(Encode.Frame(0, twice, defaults));

            frame.ReadHeader<GetMaxOffsetResponseHeader>().Offset.ShouldBe(2);
            frame.Header.TryGet("offset"u8, out Utf8Text value).ShouldBeTrue();
            value.ToString().ShouldBe("2");
        }
    }

    [Fact]
    public void A_value_of_the_wrong_type_is_named()
    {
        RemotingFrame frame = FrameReader.Parse(Encode.Frame(0, new RawHeader([new("offset", "many")]), FrameDefaults.Json));

        Should
            .Throw<ProtocolException>(() => frame.ReadHeader<GetMaxOffsetResponseHeader>())
            .Message.ShouldBe("The header field 'offset' holds 'many' where a 64-bit number was expected.");
    }

    [Theory]
    [InlineData(3)]
    [InlineData(-1)]
    [InlineData(16 * 1024 * 1024)]
    public void Impossible_lengths_are_refused_at_once(int announced)
    {
        byte[] prefix = new byte[4];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(prefix, announced);

        Should.Throw<ProtocolException>(() => FrameReader.TryGetLength(prefix, FrameLimits.DefaultMaxFrameLength, out int _));
    }

    [Theory]
    [InlineData(HeaderFormat.Binary)]
    [InlineData(HeaderFormat.Json)]
    public void A_request_can_carry_a_remark(HeaderFormat format)
    {
        using GrowableBuffer output = new();
        FrameDefaults defaults = format == HeaderFormat.Binary ? FrameDefaults.Binary : FrameDefaults.Json;
        FrameWriter.WriteRequest(
            output,
            RequestCode.EndTransaction,
            1,
            CommandFlags.OneWay,
            defaults,
            new EndTransactionRequestHeader { ProducerGroup = "g", MessageId = "m" },
            default,
            "the ledger \"is\" down"
        );
        FrameReader.Parse(output.WrittenMemory).Remark.ToString().ShouldBe("the ledger \"is\" down");
    }
}
