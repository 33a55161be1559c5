using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Milestone.Build.Rehearsing;

/// <summary>An authority that exists for one rehearsal, and a certificate of this machine's loopback that it signed.</summary>
internal sealed class RehearsalCertificate : IDisposable
{
    readonly X509Certificate2 authority;

    RehearsalCertificate(X509Certificate2 authority, string folder)
    {
        this.authority = authority;
        ChainFile = Path.Combine(folder, "chain.pem");
        KeyFile = Path.Combine(folder, "key.pem");
        AuthorityFile = Path.Combine(folder, "authority.pem");
    }

    public string ChainFile { get; }

    public string KeyFile { get; }

    /// <summary>For programs that are to believe it.</summary>
    public string AuthorityFile { get; }

    public static RehearsalCertificate Make(string folder, DateTimeOffset now)
    {
        Directory.CreateDirectory(folder);
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var root = new CertificateRequest("CN=Milestone rehearsal authority", authorityKey, HashAlgorithmName.SHA256);
        root.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        root.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        var made = new RehearsalCertificate(root.CreateSelfSigned(now.AddDays(-1), now.AddDays(2)), folder);

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.Create(made.authority, now.AddDays(-1), now.AddDays(1), RandomNumberGenerator.GetBytes(8));
        File.WriteAllText(made.ChainFile, certificate.ExportCertificatePem() + "\n");
        File.WriteAllText(made.KeyFile, key.ExportPkcs8PrivateKeyPem() + "\n");
        File.WriteAllText(made.AuthorityFile, made.authority.ExportCertificatePem() + "\n");
        return made;
    }

    /// <summary>Believes this authority and no other.</summary>
    public bool Vouches(X509Certificate2? certificate)
    {
        if (certificate is null) return false;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(certificate);
    }

    public void Dispose() => authority.Dispose();
}
