class ChronicAbsence < Formula
  desc "Assess a school district's approach to chronic absence, and plan"
  homepage "https://github.com/@ADDRESS@"
  version "@VERSION@"
  license any_of: ["MIT", "Apache-2.0"]

  on_macos do
    on_arm do
      url "https://github.com/@ADDRESS@/releases/download/v@VERSION@/chronic-@VERSION@-aarch64-apple-darwin.tar.gz"
      sha256 "@SHA256 aarch64-apple-darwin@"
    end
    on_intel do
      url "https://github.com/@ADDRESS@/releases/download/v@VERSION@/chronic-@VERSION@-x86_64-apple-darwin.tar.gz"
      sha256 "@SHA256 x86_64-apple-darwin@"
    end
  end

  on_linux do
    on_arm do
      url "https://github.com/@ADDRESS@/releases/download/v@VERSION@/chronic-@VERSION@-aarch64-unknown-linux-musl.tar.gz"
      sha256 "@SHA256 aarch64-unknown-linux-musl@"
    end
    on_intel do
      url "https://github.com/@ADDRESS@/releases/download/v@VERSION@/chronic-@VERSION@-x86_64-unknown-linux-musl.tar.gz"
      sha256 "@SHA256 x86_64-unknown-linux-musl@"
    end
  end

  conflicts_with "moreutils", because: "both install a `chronic` executable"

  def install
    bin.install "chronic"
    man1.install Dir["man/*.1"]
    bash_completion.install "completions/chronic.bash" => "chronic"
    zsh_completion.install "completions/_chronic"
    fish_completion.install "completions/chronic.fish"
  end

  test do
    assert_match "chronic #{version}", shell_output("#{bin}/chronic --version")
    system bin/"chronic", "init", "form.toml"
    assert_path_exists testpath/"form.toml"
  end
end
