using FsCheck.Fluent;
using RocketMq.Protocol.Tests.Golden;

namespace RocketMq.Protocol.Tests.Properties;

/// <summary>Records, batches, properties and bodies, with random values.</summary>
public sealed class MessagePropertyTests
{
    [Fact]
    public void Records_round_trip() =>
        Property.Holds(
            Generate.Record.ListOf(),
            records =>
            {
                using GrowableBuffer output = new(1);
                foreach (MessageRecordFields fields in records)
                    MessageRecordWriter.Write(output, fields).ShouldBe(MessageRecordWriter.GetLength(fields));

                int position = 0;
                foreach (MessageRecordFields fields in records)
                {
                    MessageRecordReader.TryRead(output.WrittenMemory, ref position, out MessageRecord record).ShouldBeTrue();
                    record.QueueId.ShouldBe(fields.QueueId);
                    record.QueueOffset.ShouldBe(fields.QueueOffset);
                    record.BornHost.ShouldBe(fields.BornHost);
                    record.StoreHost.ShouldBe(fields.StoreHost);
                    record.Topic.ShouldBe(fields.Topic);
                    record.Body.ToArray().ShouldBe(fields.Body.ToArray());
                    record.Properties.ToArray().ShouldBe(fields.Properties.ToArray());
                    OffsetMessageId.Parse(record.OffsetMessageId).ShouldBe(new(fields.StoreHost, fields.CommitLogOffset));
                    MessageGoldenTests.Rewrite(record).ShouldBe(record.Memory.ToArray());
                }

                MessageRecordReader.TryRead(output.WrittenMemory, ref position, out _).ShouldBeFalse();
            }
        );

    [Fact]
    public void Batches_round_trip() =>
        Property.Holds(
            Generate.Bytes.Two().ListOf(),
            members =>
            {
                using GrowableBuffer output = new(1);
                foreach ((byte[] body, byte[] properties) in members)
                    BatchEncoder.Write(output, new(body.Length, body, properties));

                int position = 0;
                foreach ((byte[] body, byte[] properties) in members)
                {
                    BatchDecoder.TryRead(output.WrittenMemory, ref position, out BatchMember member).ShouldBeTrue();
                    member.Flag.ShouldBe(body.Length);
                    member.Body.ToArray().ShouldBe(body);
                    member.Properties.ToArray().ShouldBe(properties);
                }

                BatchDecoder.TryRead(output.WrittenMemory, ref position, out _).ShouldBeFalse();
            }
        );

    [Fact]
    public void Properties_round_trip() =>
        Property.Holds(
            Generate.NonEmptyText.Two().ListOf(),
            pairs =>
            {
                Dictionary<string, string> expected = [];
                using GrowableBuffer output = new(1);
                foreach ((string first, string second) in pairs)
                {
                    string name = WithoutSeparators(first);
                    string value = WithoutSeparators(second);
                    expected[name] = value;
                    PropertiesText.Write(output, name, Utf8Text.Encode(value));
                }

                PropertiesText.Parse(output.WrittenSpan).ShouldBe(expected, ignoreOrder: true);
                foreach ((string name, string value) in expected)
                {
                    byte[] key = System.Text.Encoding.UTF8.GetBytes(name);
                    PropertiesText.TryGet(output.WrittenSpan, key, out ReadOnlySpan<byte> found).ShouldBeTrue();
                    System.Text.Encoding.UTF8.GetString(found).ShouldBe(value);
                }
            }
        );

    [Fact]
    public void Bodies_round_trip_in_both_forms() =>
        Property.Holds(
            Generate.Text.Three().Zip(Generate.Int64).ListOf(),
            entries =>
            {
                Dictionary<MessageQueue, long> offsets = [];
                foreach (((string topic, string broker, string _), long offset) in entries)
                    offsets[new(topic, broker, (int)offset)] = offset;
                ResetOffsetBody body = new() { OffsetTable = offsets };

                ResetOffsetBody.Parse(body.ToUtf8Bytes()).OffsetTable.ShouldBe(offsets, ignoreOrder: true);
                ResetOffsetBody.Parse(body.ToUtf8Bytes(isStandard: true)).OffsetTable.ShouldBe(offsets, ignoreOrder: true);
                ResetOffsetBody.Parse((body with { IsList = true }).ToUtf8Bytes()).OffsetTable.ShouldBe(offsets, ignoreOrder: true);
                System.Text.Ascii.IsValid(body.ToUtf8Bytes(isStandard: true)).ShouldBeTrue();
            }
        );

    [Fact]
    public void Hashes_of_both_forms_of_a_text_agree() =>
        Property.Holds(
            Generate.Text,
            text =>
            {
                byte[] utf8 = System.Text.Encoding.UTF8.GetBytes(text);
                TagCodes.JavaHash(utf8).ShouldBe(TagCodes.JavaHash(text));
                Utf8Text.Encode(text).ShouldBe((Utf8Text)text);
                Utf8Text.Encode(text).GetHashCode().ShouldBe(((Utf8Text)text).GetHashCode());
            }
        );

    private static string WithoutSeparators(string text) => text.Replace('\u0001', '.').Replace('\u0002', ',');
}
