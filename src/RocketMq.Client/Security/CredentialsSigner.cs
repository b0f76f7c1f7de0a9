using RocketMq.Protocol;

namespace RocketMq.Security;

/// <summary>Signs with whatever credentials a provider has at the moment.</summary>
internal sealed class CredentialsSigner(ICredentialsProvider provider) : IRequestSigner
{
    public SigningKey? CurrentKey => provider.Current?.Key;
}
