using FsCheck;
using FsCheck.Fluent;

namespace RocketMq.Protocol.Tests.Properties;

internal static class Property
{
    public static void Holds<T>(Gen<T> values, Action<T> check, int cases = 100) =>
        FsCheck.Check.One(Config.QuickThrowOnFailure.WithMaxTest(cases).WithQuietOnSuccess(true), Prop.ForAll(values.ToArbitrary(), check));
}
