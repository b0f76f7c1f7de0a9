using RocketMq.Typed.Tests.Contracts;

namespace RocketMq.Typed.Tests.Bodies;

/// <summary>What MessagePack-CSharp accepts and refuses, contracts that differ in version, and damage.</summary>
public sealed class MessagePackReadingTests
{
    [Fact]
    public void Members_that_an_older_sender_lacks_keep_their_defaults()
    {
        VersionTwo read = Codec.Read<VersionTwo>(Convert.ToHexString(Codec.Write(new VersionOne { A = 7 })));

        read.A.ShouldBe(7);
        read.B.ShouldBe("def");
        read.C.ShouldBeNull();
        read.D.ShouldBe("init");
    }

    [Fact]
    public void Members_of_a_newer_sender_are_skipped() =>
        Codec.Read<VersionOne>(Convert.ToHexString(Codec.Write(new VersionTwo { A = 8, C = "new" }))).A.ShouldBe(8);

    [Fact]
    public void Constructor_parameters_keep_the_defaults_of_their_declaration() =>
        Codec.Read<Defaults>("9105").ShouldBe(new Defaults(5) { Late = null! } with { Late = "late" });

    [Fact]
    public void Present_members_replace_every_kind_of_default()
    {
        var value = new Defaults(1, "t", Int32Colour.Red, 2m, null, 'x') { Late = "l" };

        Codec.Read<Defaults>(Convert.ToHexString(Codec.Write(value))).ShouldBe(value);
    }

    [Fact]
    public void Inherited_required_and_constructor_members_come_back()
    {
        var dog = new Dog(4)
        {
            Name = "Rex",
            Friend = new Dog(3) { Name = "Tri" },
        };

        Dog read = Codec.Read<Dog>(Convert.ToHexString(Codec.Write(dog)));

        (read.Name, read.Legs, read.Friend!.Name, read.Friend.Legs, read.Friend.Friend).ShouldBe(("Rex", 4, "Tri", 3, null));
    }

    [Fact]
    public void Fields_are_members_too()
    {
        Codec.Read<WithField>(Convert.ToHexString(Codec.Write(new WithField { Value = 5 }))).Value.ShouldBe(5);
        Codec.Read<WithField>("90").Value.ShouldBe(7);
    }

    [Fact]
    public void Numbers_may_be_wider_than_needed() => Codec.Read<ByteBox>("91ce00000005").Value.ShouldBe((byte)5);

    [Fact]
    public void An_integer_is_a_valid_double() => Codec.Read<DoubleBox>("9105").Value.ShouldBe(5);

    [Fact]
    public void A_float_is_a_valid_double_and_a_double_a_valid_float()
    {
        Codec.Read<DoubleBox>("91ca3fc00000").Value.ShouldBe(1.5);
        Codec.Read<SingleBox>("91cb3ff8000000000000").Value.ShouldBe(1.5f);
    }

    [Fact]
    public void Text_and_arrays_of_integers_are_valid_binary_data()
    {
        Codec.Read<BytesBox>("91a3616263").Value.ShouldBe("abc"u8.ToArray());
        Codec.Read<BytesBox>("91920102").Value.ShouldBe([1, 2]);
    }

    [Fact]
    public void Unknown_keys_of_a_map_are_skipped_even_when_they_are_no_text() =>
        Codec.Read<ByName>("84" + "0591c0" + "a3416765" + "03" + "a178" + "81a1790a" + "a44e616d65a16e").Name.ShouldBe("n");

    [Fact]
    public void The_last_of_repeated_keys_wins() => Codec.Read<ByName>("82a341676501a341676502").Age.ShouldBe(2);

    [Fact]
    public void Times_come_back_as_utc() =>
        Codec
            .Read<DateTimeBox>(Convert.ToHexString(Codec.Write(new DateTimeBox(new DateTime(2024, 1, 2, 3, 4, 5, DateTimeKind.Local)))))
            .Value.Kind.ShouldBe(DateTimeKind.Utc);

    [Theory]
    [InlineData("c0", "nil for a class as the whole body")]
    [InlineData("91c0", "nil for an integer")]
    [InlineData("91cb3ff8000000000000", "double for an integer")]
    [InlineData("91cf8000000000000000", "beyond the type's range")]
    [InlineData("91a131", "text for an integer")]
    [InlineData("8000", "map for an array")]
    [InlineData("91", "too short")]
    [InlineData("", "empty")]
    [InlineData("9101ff", "bytes after the value")]
    [InlineData("91c1", "the byte that MessagePack never uses")]
    [InlineData("92010291", "an unknown member and bytes after it")]
    [InlineData("9201dd7fffffff", "an unknown array that is longer than the body")]
    [InlineData("ddffffffff01", "more elements than bytes")]
    public void What_is_no_integer_box_is_refused(string hex, string why) =>
        Should.Throw<BodyFormatException>(() => Codec.Read<Int32Box>(hex), why);

    [Fact]
    public void A_number_that_does_not_fit_is_refused() => Should.Throw<BodyFormatException>(() => Codec.Read<ByteBox>("91cd012c"));

    [Fact]
    public void Nil_for_a_struct_is_refused() => Should.Throw<BodyFormatException>(() => Codec.Read<PointBox>("91c0"));

    [Fact]
    public void Nil_for_a_class_member_is_null() => Codec.Read<GappedBox>("91c0").Value.ShouldBeNull();

    [Fact]
    public void Binary_data_for_text_is_refused() => Should.Throw<BodyFormatException>(() => Codec.Read<StringBox>("91c40161"));

    [Fact]
    public void An_array_for_a_map_is_refused() => Should.Throw<BodyFormatException>(() => Codec.Read<ByName>("9101"));

    [Fact]
    public void Nil_as_the_key_of_a_text_dictionary_is_refused() =>
        Should.Throw<BodyFormatException>(() => Codec.Read<TextMapBox>("9181c001"));

    [Theory]
    [InlineData("91d70000000000000000")]
    [InlineData("91c70cff3b9aca000000000000000000")]
    [InlineData("91c70cff000000007fffffffffffffff")]
    [InlineData("91d6ff0000")]
    public void Wrong_timestamps_are_refused(string hex) => Should.Throw<BodyFormatException>(() => Codec.Read<DateTimeBox>(hex));

    [Theory]
    [InlineData("9192d6ff65937d25d17fff")]
    [InlineData("9193d6ff65937d250000")]
    [InlineData("9192c70cff00000000fffffff1886e090078")]
    public void Wrong_offsets_are_refused(string hex) => Should.Throw<BodyFormatException>(() => Codec.Read<DateTimeOffsetBox>(hex));

    [Fact]
    public void A_huge_announced_length_allocates_nothing()
    {
        byte[] body = Convert.FromHexString("91dd7fffffff00");
        Should.Throw<BodyFormatException>(() => BodyCodec.Read<Int32ListBox>(body, BodyFormat.MessagePack));
        long before = GC.GetAllocatedBytesForCurrentThread();

        Should.Throw<BodyFormatException>(() => BodyCodec.Read<Int32ListBox>(body, BodyFormat.MessagePack));

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(64 * 1024);
    }

    [Fact]
    public void Nesting_beyond_the_limit_is_refused_and_at_the_limit_accepted()
    {
        Dog dog = Chain(BodyLimits.MaxDepth);
        Depth(Codec.Read<Dog>(Convert.ToHexString(Codec.Write(dog)))).ShouldBe(BodyLimits.MaxDepth);

        Should.Throw<BodyFormatException>(() => Codec.Write(new Dog(4) { Name = "one too many", Friend = dog }));
    }

    [Fact]
    public void A_cycle_is_refused()
    {
        var dog = new Dog(4) { Name = "Ouroboros" };
        dog.Friend = dog;

        Should.Throw<BodyFormatException>(() => Codec.Write(dog));
        Should.Throw<BodyFormatException>(() => Codec.Write(dog, BodyFormat.Json));
    }

    [Fact]
    public void Deep_values_of_unknown_members_are_skipped_without_stack()
    {
        string deep = string.Concat(Enumerable.Repeat("91", 100_000)) + "01";

        Codec.Read<Int32Box>("9205" + deep).Value.ShouldBe(5);
    }

    [Fact]
    public void Damaged_bodies_fail_in_no_other_way()
    {
        byte[] body = Codec.Write(
            new Dog(4)
            {
                Name = "Rex",
                Friend = new Dog(3) { Name = "Tri" },
            }
        );
        for (int position = 0; position < body.Length; position++)
        {
            for (int value = 0; value <= byte.MaxValue; value++)
            {
                byte[] damaged = [.. body];
                damaged[position] = (byte)value;
                ShouldReadOrRefuse<Dog>(damaged, BodyFormat.MessagePack);
            }

            ShouldReadOrRefuse<Dog>(body[..position], BodyFormat.MessagePack);
        }
    }

    internal static void ShouldReadOrRefuse<T>(byte[] body, BodyFormat format)
        where T : IBodyContract<T>
    {
        try
        {
            BodyCodec.Read<T>(body, format).ShouldBeOfType<T>();
        }
        catch (BodyFormatException refused)
        {
            refused.Message.ShouldNotBeEmpty();
        }
    }

    private static Dog Chain(int length)
    {
        var dog = new Dog(length) { Name = "d" };
        for (int i = 1; i < length; i++)
            dog = new Dog(i) { Name = "d", Friend = dog };
        return dog;
    }

    private static int Depth(Dog? dog)
    {
        int depth = 0;
        for (; dog is not null; dog = dog.Friend)
            depth++;
        return depth;
    }
}
